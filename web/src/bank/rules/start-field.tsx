import { DateField } from "../../controls/date-field.tsx";
import { SegmentField } from "../../controls/select-field.tsx";
import { toInputText } from "../../format/time.ts";
import { useNow } from "../../shell/now-context.tsx";
import { useRulesText } from "./rules-text.ts";

export interface Start {
  isLater: boolean;
  typed: string;
}

export const START_NOW: Start = { isLater: false, typed: "" };

interface StartFieldProps {
  value: Start;
  hasError: boolean;
  onChange: (value: Start) => void;
}

/** From when a rule counts: at once, or from a time to come. */
export function StartField({ value, hasError, onChange }: StartFieldProps) {
  const text = useRulesText();
  const nowMs = useNow();
  return (
    <>
      <SegmentField
        id="rule-start"
        label={text.starts}
        value={value.isLater ? "later" : "now"}
        choices={[
          { value: "now", label: text.now },
          { value: "later", label: text.later },
        ]}
        onChange={(choice) => onChange({ ...value, isLater: choice === "later" })}
      />
      {value.isLater && (
        <DateField
          id="rule-start-at"
          type="datetime-local"
          label={text.startsAt}
          min={toInputText(nowMs)}
          value={value.typed}
          error={hasError ? text.startsPast : undefined}
          onInput={(typed) => onChange({ ...value, typed })}
        />
      )}
    </>
  );
}
