import { describedBy, FieldFrame, type FieldProps } from "../../controls/field-frame.tsx";
import "./text-area-field.css";

/** The api takes no more in one note. */
const WORDS_MAX = 500;

interface TextAreaFieldProps extends FieldProps {
  value: string;
  onInput: (value: string) => void;
}

/** Some lines of one's own words. */
export function TextAreaField(props: TextAreaFieldProps) {
  const { id, value, error, isOptional, onInput } = props;
  return (
    <FieldFrame {...props}>
      <textarea
        class="input text-area"
        id={id}
        name={id}
        rows={3}
        maxLength={WORDS_MAX}
        required={isOptional !== true}
        value={value}
        aria-invalid={error !== undefined}
        aria-describedby={describedBy(props)}
        onInput={(event) => onInput(event.currentTarget.value)}
      />
    </FieldFrame>
  );
}
