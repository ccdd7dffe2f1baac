import { TEXT_MAX } from "@resik/contract/bank/limits";
import { describedBy, FieldFrame, type FieldProps } from "./field-frame.tsx";

interface TextFieldProps extends FieldProps {
  value: string;
  onInput: (value: string) => void;
  /** `tel` for phone numbers and member numbers: a phone shows its digits at once. */
  type?: "text" | "tel";
  autocomplete?: "off" | "name" | "tel" | "username" | "street-address" | "one-time-code";
  /** How a phone's keyboard begins: names with capitals, user names without. */
  capitals?: "none" | "words" | "sentences";
  /** The keypad a phone shows for a number; not where a minus may stand, which some lack. */
  inputMode?: "decimal" | "numeric" | undefined;
  maxLength?: number;
}

/** A labelled line of text with its rule stated before typing and its error after. */
export function TextField(props: TextFieldProps) {
  const { id, value, autocomplete, capitals, inputMode, maxLength, error } = props;
  const input = {
    class: "input",
    id,
    name: id,
    autocomplete: autocomplete ?? "off",
    autocapitalize: capitals ?? "sentences",
    spellcheck: false,
    inputMode,
    maxLength: maxLength ?? TEXT_MAX,
    required: props.isOptional !== true,
    value,
    "aria-invalid": error !== undefined,
    "aria-describedby": describedBy(props),
  } as const;
  const onInput = (event: { currentTarget: HTMLInputElement }) =>
    props.onInput(event.currentTarget.value);
  return (
    <FieldFrame {...props}>
      {props.type === "tel" ? (
        <input type="tel" {...input} onInput={onInput} />
      ) : (
        <input type="text" {...input} onInput={onInput} />
      )}
    </FieldFrame>
  );
}
