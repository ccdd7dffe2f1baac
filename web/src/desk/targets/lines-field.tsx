import { describedBy, FieldFrame, type FieldProps } from "../../controls/field-frame.tsx";

interface LinesFieldProps extends FieldProps {
  value: string;
  rows: number;
  maxLength: number;
  onInput: (value: string) => void;
}

/** Several lines that a program reads: addresses, numbers, JSON. */
export function LinesField(props: LinesFieldProps) {
  const { id, value, rows, maxLength, error, onInput } = props;
  return (
    <FieldFrame {...props}>
      <textarea
        class="input targets-lines"
        id={id}
        name={id}
        rows={rows}
        maxLength={maxLength}
        spellcheck={false}
        autocapitalize="none"
        required
        value={value}
        aria-invalid={error !== undefined}
        aria-describedby={describedBy(props)}
        onInput={(event) => onInput(event.currentTarget.value)}
      />
    </FieldFrame>
  );
}
