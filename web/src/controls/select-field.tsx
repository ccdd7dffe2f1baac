import { describedBy, FieldFrame, type FieldProps } from "./field-frame.tsx";

export interface Choice<T extends string> {
  value: T;
  label: string;
}

interface SelectFieldProps<T extends string> extends FieldProps {
  value: T;
  choices: readonly Choice<T>[];
  onChange: (value: T) => void;
}

/** One of a list of named choices. */
export function SelectField<T extends string>(props: SelectFieldProps<T>) {
  const { id, value, choices, error, onChange } = props;
  return (
    <FieldFrame {...props}>
      <select
        class="input"
        id={id}
        name={id}
        value={value}
        aria-invalid={error !== undefined}
        aria-describedby={describedBy(props)}
        onChange={(event) => {
          const chosen = choices.find((choice) => choice.value === event.currentTarget.value);
          if (chosen) onChange(chosen.value);
        }}
      >
        {choices.map((choice) => (
          <option key={choice.value} value={choice.value} selected={choice.value === value}>
            {choice.label}
          </option>
        ))}
      </select>
    </FieldFrame>
  );
}

/** The same as a row of buttons, for two to four short choices. */
export function SegmentField<T extends string>(props: SelectFieldProps<T>) {
  const { id, label, value, choices, onChange } = props;
  return (
    <fieldset class="field">
      <legend class="field-label">{label}</legend>
      <div class="segments">
        {choices.map((choice) => (
          <label class="segment" key={choice.value}>
            <input
              type="radio"
              name={id}
              value={choice.value}
              checked={choice.value === value}
              onChange={() => onChange(choice.value)}
            />
            <span>{choice.label}</span>
          </label>
        ))}
      </div>
      {props.rule && <span class="field-rule">{props.rule}</span>}
    </fieldset>
  );
}
