import { SelectField } from "../../controls/select-field.tsx";
import { TextField } from "../../controls/text-field.tsx";
import { PlaceFields } from "../parts/place-fields.tsx";
import { OTHER_AREA, type Area, type SiteDraft, type SiteProblem } from "./site-draft.ts";
import { useSitesText } from "./text/use-sites-text.ts";

export interface SiteFieldsProps {
  draft: SiteDraft;
  areas: readonly Area[];
  /** Only those that somebody should see now. */
  problems: ReadonlySet<SiteProblem>;
  onChange: (change: Partial<SiteDraft>) => void;
}

const NONE = "";

/** What may change of a site: its name, its kecamatan, its point. */
export function SiteFields({ draft, areas, problems, onChange }: SiteFieldsProps) {
  const text = useSitesText();
  const { form } = text;
  const errorOf = (problem: keyof typeof text.problems) =>
    problems.has(problem) ? text.problems[problem] : undefined;
  return (
    <>
      <TextField
        id="site-name"
        label={form.name}
        rule={form.nameRule}
        value={draft.name}
        error={errorOf("name")}
        capitals="words"
        maxLength={120}
        onInput={(name) => onChange({ name })}
      />
      {areas.length > 0 && (
        <SelectField
          id="area"
          label={form.area}
          value={draft.area}
          error={errorOf("area")}
          choices={[
            { value: NONE, label: form.chooseArea },
            ...areas.map(({ code, name }) => ({ value: code, label: name })),
            { value: OTHER_AREA, label: form.otherArea },
          ]}
          onChange={(area) => onChange({ area })}
        />
      )}
      {draft.area === OTHER_AREA && (
        <div class="form-grid">
          <TextField
            id="area-name"
            label={form.areaName}
            value={draft.areaName}
            error={errorOf("areaName")}
            capitals="words"
            maxLength={120}
            onInput={(areaName) => onChange({ areaName })}
          />
          <TextField
            id="area-code"
            inputMode="decimal"
            label={form.areaCode}
            rule={form.areaCodeRule}
            value={draft.areaCode}
            error={errorOf("areaCode")}
            maxLength={13}
            onInput={(areaCode) => onChange({ areaCode })}
          />
        </div>
      )}
      <PlaceFields
        draft={draft}
        rule={form.placeRule}
        isOptional={false}
        problems={problems}
        onChange={onChange}
      />
    </>
  );
}
