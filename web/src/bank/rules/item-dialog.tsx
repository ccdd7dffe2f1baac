import type { Grade, ItemId } from "@resik/contract/bank/ids";
import { REPORT_GROUPS, type ReportGroup } from "@resik/contract/bank/rule";
import type { ItemRule } from "@resik/contract/bank/rule-schema";
import { UNITS, type Unit } from "@resik/contract/bank/quantity";
import { useState } from "preact/hooks";
import { CheckField } from "../../controls/check-field.tsx";
import { FormDialog } from "../../controls/form-dialog.tsx";
import { SelectField } from "../../controls/select-field.tsx";
import { TextField } from "../../controls/text-field.tsx";
import { useListText } from "../list-text.ts";
import { newCode, readGrades } from "./rule-draft.ts";
import { useRulesText } from "./rules-text.ts";
import { usePublish } from "./use-publish.ts";

interface ItemDialogProps {
  /** Null for a new one. */
  item: ItemRule | null;
  known: readonly string[];
  onClose: () => void;
  onDone: () => void;
}

/** An item as the form holds it. */
interface ItemDraft {
  name: string;
  unit: Unit;
  group: ReportGroup;
  grades: string;
  grams: string;
  isActive: boolean;
}

const gramsOf = (typed: string): number | null => {
  const digits = typed.replace(/\D/g, "").slice(0, 7);
  return digits === "" || Number(digits) === 0 ? null : Number(digits);
};

const draftOf = (item: ItemRule | null): ItemDraft => ({
  name: item?.name ?? "",
  unit: item?.unit ?? "kg",
  group: item?.reportGroup ?? "plastic",
  grades: item === null || item.grades.join() === "standard" ? "" : item.grades.join(", "),
  grams: item?.gramsPerUnit ? String(item.gramsPerUnit) : "",
  isActive: item?.isActive ?? true,
});

const ruleOf = (draft: ItemDraft, item: string): ItemRule => ({
  type: "item",
  // Codes were made to the contract's form.
  item: item as ItemId,
  name: draft.name.trim(),
  unit: draft.unit,
  grades: readGrades(draft.grades) as Grade[],
  reportGroup: draft.group,
  gramsPerUnit: draft.unit === "kg" ? null : gramsOf(draft.grams),
  isActive: draft.isActive,
});

/** What the bank takes: its name, unit, grades and place in the report. */
export function ItemDialog({ item, known, onClose, onDone }: ItemDialogProps) {
  const text = useRulesText();
  const [draft, setDraft] = useState(() => draftOf(item));
  const [isTried, setTried] = useState(false);
  const publishing = usePublish();
  const submit = async (): Promise<void> => {
    setTried(true);
    if (draft.name.trim() === "") return;
    const rule = ruleOf(draft, item?.item ?? newCode(draft.name, known));
    if (await publishing.publish(rule, null, false)) onDone();
  };
  return (
    <FormDialog
      id="item"
      title={item === null ? text.itemTitle : text.itemEditTitle(item.name)}
      submitLabel={text.save}
      post={publishing}
      onSubmit={() => void submit()}
      onClose={onClose}
    >
      <ItemFields
        draft={draft}
        isTried={isTried}
        onChange={(part) => setDraft({ ...draft, ...part })}
      />
    </FormDialog>
  );
}

interface ItemFieldsProps {
  draft: ItemDraft;
  isTried: boolean;
  onChange: (part: Partial<ItemDraft>) => void;
}

function ItemFields({ draft, isTried, onChange }: ItemFieldsProps) {
  const text = useRulesText();
  const words = useListText();
  return (
    <>
      <TextField
        id="item-name"
        label={text.name}
        value={draft.name}
        error={isTried && draft.name.trim() === "" ? text.required : undefined}
        onInput={(name) => onChange({ name })}
      />
      <div class="form-grid">
        <SelectField
          id="item-unit"
          label={text.unit}
          value={draft.unit}
          choices={UNITS.map((entry) => ({ value: entry, label: words.unit[entry] }))}
          onChange={(unit) => onChange({ unit })}
        />
        <SelectField
          id="item-group"
          label={text.group}
          value={draft.group}
          choices={REPORT_GROUPS.map((entry) => ({ value: entry, label: words.group[entry] }))}
          onChange={(group) => onChange({ group })}
        />
      </div>
      <TextField
        id="item-grades"
        label={text.grades}
        rule={text.gradesRule}
        isOptional
        capitals="none"
        value={draft.grades}
        onInput={(grades) => onChange({ grades })}
      />
      {draft.unit !== "kg" && (
        <TextField
          id="item-grams"
          label={text.grams}
          rule={text.gramsRule}
          type="tel"
          isOptional
          maxLength={7}
          value={draft.grams}
          onInput={(grams) => onChange({ grams })}
        />
      )}
      <CheckField
        label={text.isActive}
        isOn={draft.isActive}
        onChange={(isActive) => onChange({ isActive })}
      />
    </>
  );
}
