import { useState } from "preact/hooks";
import { describedBy, FieldFrame, type FieldProps } from "../controls/field-frame.tsx";
import { PIN_DIGITS } from "./pin.ts";
import "./form-card.css";
import "./password-field.css";

interface PinFieldProps extends FieldProps {
  value: string;
  /** Words of the button that shows or hides the digits. */
  words: { show: string; hide: string };
  onInput: (digits: string) => void;
}

/** Six digits, typed on the phone's number pad; hidden unless one wants to see them. */
export function PinField(props: PinFieldProps) {
  const { id, value, error, words, onInput } = props;
  const [isShown, setShown] = useState(false);
  const input = {
    class: "input pin-input",
    id,
    name: id,
    inputMode: "numeric",
    autocomplete: "off",
    maxLength: PIN_DIGITS,
    required: true,
    value,
    "aria-invalid": error !== undefined,
    "aria-describedby": describedBy(props),
    onInput: (event: { currentTarget: HTMLInputElement }) => {
      const digits = event.currentTarget.value.replace(/\D/g, "");
      // A refused letter must vanish even where the value stays the same.
      event.currentTarget.value = digits;
      onInput(digits);
    },
  } as const;
  return (
    <FieldFrame {...props}>
      <span class="password">
        {isShown ? <input type="text" {...input} /> : <input type="password" {...input} />}
        <button
          class="password-show"
          type="button"
          aria-pressed={isShown}
          aria-controls={id}
          onClick={() => setShown(!isShown)}
        >
          {isShown ? words.hide : words.show}
        </button>
      </span>
    </FieldFrame>
  );
}
