import { CheckField } from "../../controls/check-field.tsx";
import { DateField } from "../../controls/date-field.tsx";
import { LoadedView } from "../../controls/loaded.tsx";
import { SegmentField } from "../../controls/select-field.tsx";
import { useLoaded } from "../../controls/use-loaded.ts";
import { parseSiteChoices } from "./parse-alert-rules.ts";
import type { RuleFieldsProps } from "./rule-form.tsx";
import { useRulesText } from "./text/use-rules-text.ts";

/** On which days and at what hours the rule may ring. */
export function ScheduleFields({ draft, problems, onChange }: RuleFieldsProps) {
  const text = useRulesText();
  const { form } = text;
  return (
    <>
      <SegmentField
        id="rule-times"
        label={form.times}
        value={draft.isAlways ? "always" : "sometimes"}
        choices={[
          { value: "always", label: form.always },
          { value: "sometimes", label: form.sometimes },
        ]}
        onChange={(value) => onChange({ isAlways: value === "always" })}
      />
      {!draft.isAlways && (
        <>
          <fieldset
            class="field"
            aria-describedby={problems.has("days") ? "rule-days-error" : undefined}
          >
            <legend class="field-label">{form.daysOf}</legend>
            <div class="rules-checks">
              {form.days.map((label, day) => (
                <CheckField
                  key={label}
                  label={label}
                  isOn={draft.days.includes(day)}
                  onChange={(isOn) =>
                    onChange({
                      days: isOn ? [...draft.days, day] : draft.days.filter((one) => one !== day),
                    })
                  }
                />
              ))}
            </div>
            {problems.has("days") && (
              <span class="field-error" id="rule-days-error">
                {text.problems.days}
              </span>
            )}
          </fieldset>
          <div class="rules-pair">
            <DateField
              id="rule-from"
              type="time"
              label={form.from}
              value={draft.fromTime}
              onInput={(fromTime) => onChange({ fromTime })}
            />
            <DateField
              id="rule-to"
              type="time"
              label={form.to}
              rule={form.toRule}
              value={draft.toTime}
              error={problems.has("times") ? text.problems.times : undefined}
              onInput={(toTime) => onChange({ toTime })}
            />
          </div>
        </>
      )}
    </>
  );
}

/** Where the rule counts. */
export function SiteFields({ draft, onChange }: RuleFieldsProps) {
  const { form } = useRulesText();
  const sites = useLoaded("/api/v1/sites?limit=500", parseSiteChoices);
  return (
    <fieldset class="field">
      <legend class="field-label">{form.sites}</legend>
      <span class="field-rule">{form.sitesRule}</span>
      <LoadedView of={sites} level="h3">
        {({ items }) => (
          <div class="rules-checks rules-sites">
            {items.map(({ id, name }) => (
              <CheckField
                key={id}
                label={name}
                isOn={draft.sites.includes(id)}
                onChange={(isOn) =>
                  onChange({
                    sites: isOn ? [...draft.sites, id] : draft.sites.filter((one) => one !== id),
                  })
                }
              />
            ))}
          </div>
        )}
      </LoadedView>
    </fieldset>
  );
}
