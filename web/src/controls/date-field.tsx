import { describedBy, FieldFrame, type FieldProps } from "./field-frame.tsx";

interface DateFieldProps extends FieldProps {
  type: "date" | "time" | "month" | "datetime-local";
  /** As the browser writes it: `2026-11-21`, `07:30`, `2026-11`, `2026-11-21T07:30`. */
  value: string;
  onInput: (value: string) => void;
  min?: string;
  max?: string;
}

/** A day, a time or a month, chosen with the browser's own picker. */
export function DateField(props: DateFieldProps) {
  const { id, type, value, min, max, error } = props;
  return (
    <FieldFrame {...props}>
      <input
        class="input"
        id={id}
        name={id}
        type={type}
        min={min}
        max={max}
        required={props.isOptional !== true}
        value={value}
        aria-invalid={error !== undefined}
        aria-describedby={describedBy(props)}
        onInput={(event) => props.onInput(event.currentTarget.value)}
      />
    </FieldFrame>
  );
}
