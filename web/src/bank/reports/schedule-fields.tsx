import { CheckField } from "../../controls/check-field.tsx";
import { DateField } from "../../controls/date-field.tsx";
import { useReportsText } from "./reports-text.ts";
import { toggled, type ScheduleDraft } from "./schedule-draft.ts";
import "./schedule-fields.css";

interface ScheduleFieldsProps {
  draft: ScheduleDraft;
  hasError: boolean;
  onChange: (draft: ScheduleDraft) => void;
}

const WEEKS = [1, 2, 3, 4, 5];

/** On which days the bank weighs, in which weeks, from when to when. */
export function ScheduleFields({ draft, hasError, onChange }: ScheduleFieldsProps) {
  const text = useReportsText();
  return (
    <div class="stack-close">
      <CheckField
        label={text.hasSchedule}
        isOn={draft.hasSchedule}
        onChange={() => onChange({ ...draft, hasSchedule: !draft.hasSchedule })}
      />
      {draft.hasSchedule && (
        <>
          <fieldset>
            <legend class="field-label">{text.weekdays}</legend>
            <div class="weekday-row">
              {text.weekdayNames.map((name, day) => (
                <CheckField
                  key={name}
                  label={name}
                  isOn={draft.weekdays.includes(day)}
                  onChange={() => onChange({ ...draft, weekdays: toggled(draft.weekdays, day) })}
                />
              ))}
            </div>
          </fieldset>
          <fieldset>
            <legend class="field-label">{text.weeks}</legend>
            <div class="weekday-row">
              {WEEKS.map((week) => (
                <CheckField
                  key={week}
                  label={text.week(week)}
                  isOn={draft.weeksOfMonth.includes(week)}
                  onChange={() =>
                    onChange({ ...draft, weeksOfMonth: toggled(draft.weeksOfMonth, week) })
                  }
                />
              ))}
            </div>
          </fieldset>
          <div class="form-grid">
            <DateField
              id="bank-opens"
              type="time"
              label={text.opens}
              value={draft.opensAt}
              onInput={(opensAt) => onChange({ ...draft, opensAt })}
            />
            <DateField
              id="bank-closes"
              type="time"
              label={text.closes}
              value={draft.closesAt}
              onInput={(closesAt) => onChange({ ...draft, closesAt })}
            />
          </div>
          {hasError && (
            <p class="field-error" role="alert">
              {text.scheduleWrong}
            </p>
          )}
        </>
      )}
    </div>
  );
}
