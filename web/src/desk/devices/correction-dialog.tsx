import { useState } from "preact/hooks";
import { CheckField } from "../../controls/check-field.tsx";
import { DateField } from "../../controls/date-field.tsx";
import { FormDialog } from "../../controls/form-dialog.tsx";
import { SelectField } from "../../controls/select-field.tsx";
import { TextField } from "../../controls/text-field.tsx";
import { useToast } from "../../controls/toast.tsx";
import { usePost } from "../../controls/use-post.ts";
import { formatNumber } from "../../format/number.ts";
import { toInputText } from "../../format/time.ts";
import {
  BOUNDS,
  METHODS,
  newCorrection,
  NUMBERS,
  parseCorrections,
  readCorrection,
  type CorrectionDraft,
  type CorrectionProblem,
} from "./correction-draft.ts";
import { useDevicesText } from "./text/use-devices-text.ts";

interface CorrectionDialogProps {
  id: string;
  onSaved: () => void;
  onClose: () => void;
}

/** Adds a version of a station's correction; versions before it stay. */
export function CorrectionDialog({ id, onSaved, onClose }: CorrectionDialogProps) {
  const { correction: text } = useDevicesText();
  const say = useToast();
  const post = usePost(parseCorrections);
  const [draft, setDraft] = useState(() => newCorrection(toInputText(Date.now())));
  const [isTried, setTried] = useState(false);
  const { request, problems } = readCorrection(draft);
  const shown: ReadonlySet<CorrectionProblem> = isTried ? problems : new Set();
  const change = (part: Partial<CorrectionDraft>): void =>
    setDraft((before) => ({ ...before, ...part }));
  const submit = async (): Promise<void> => {
    setTried(true);
    if (request === null) return;
    const answer = await post.send(`/api/v1/devices/${id}/correction`, request);
    if (answer?.ok !== true) return;
    say(text.saved);
    onSaved();
    onClose();
  };
  return (
    <FormDialog
      id="correction"
      title={text.add}
      submitLabel={text.save}
      post={post}
      onSubmit={() => void submit()}
      onClose={onClose}
    >
      <SelectField
        id="method"
        label={text.method}
        rule={text.help[draft.method]}
        value={draft.method}
        choices={METHODS.map((value) => ({ value, label: text.methods[value] }))}
        onChange={(method) => change({ method })}
      />
      {draft.method !== "none" && <MethodFields draft={draft} problems={shown} onChange={change} />}
      <DateField
        id="correction-from"
        type="datetime-local"
        label={text.start}
        rule={text.startRule}
        value={draft.from}
        error={shown.has("from") ? text.fromWrong : undefined}
        onInput={(from) => change({ from })}
      />
      <TextField
        id="correction-note"
        label={text.note}
        rule={text.noteRule}
        value={draft.note}
        maxLength={300}
        error={shown.has("note") ? text.noteMissing : undefined}
        onInput={(note) => change({ note })}
      />
    </FormDialog>
  );
}

interface MethodFieldsProps {
  draft: CorrectionDraft;
  problems: ReadonlySet<CorrectionProblem>;
  onChange: (change: Partial<CorrectionDraft>) => void;
}

/** The method's numbers, and PM10's own where it has them. */
function MethodFields(props: MethodFieldsProps) {
  const { correction: text } = useDevicesText();
  const { hasPm10 } = props.draft;
  return (
    <>
      <NumberFields of="pm25" {...props} />
      <div class="field">
        <CheckField
          label={text.hasPm10}
          isOn={hasPm10}
          onChange={(isOn) => props.onChange({ hasPm10: isOn })}
        />
        <span class="field-rule">{text.hasPm10Rule}</span>
      </div>
      {hasPm10 && <NumberFields of="pm10" {...props} />}
    </>
  );
}

function NumberFields(props: MethodFieldsProps & { of: "pm25" | "pm10" }) {
  const { of, draft, problems, onChange } = props;
  const { correction: text } = useDevicesText();
  return (
    <fieldset class="field">
      <legend class="field-label">{text[of]}</legend>
      <div class="form-grid">
        {NUMBERS[draft.method].map((name) => {
          const { min, max } = BOUNDS[name];
          const bounds = text.bounds(formatNumber(min, 2), formatNumber(max, 2));
          return (
            <TextField
              key={name}
              id={`${of}-${name}`}
              label={text.numbers[name]}
              value={draft[of][name]}
              capitals="none"
              inputMode={min < 0 ? undefined : "decimal"}
              error={problems.has(`${of}.${name}`) ? bounds : undefined}
              onInput={(typed) => onChange({ [of]: { ...draft[of], [name]: typed } })}
            />
          );
        })}
      </div>
    </fieldset>
  );
}
