import type { TargetedInputEvent } from "preact";
import { describedBy, FieldFrame, type FieldProps } from "./field-frame.tsx";
import { caretAfter, digitsIn, readAmount, writeAmount } from "./typed-amount.ts";

interface AmountFieldProps extends FieldProps {
  /** Whole rupiah; null while nothing is typed. */
  value: number | null;
  onChange: (value: number | null) => void;
  max?: number;
}

/** Whole rupiah, grouped while one types, on a keypad of digits. */
export function AmountField(props: AmountFieldProps) {
  const { id, value, error, onChange, max } = props;
  const onInput = (event: TargetedInputEvent<HTMLInputElement>) => {
    const input = event.currentTarget;
    const digitsBefore = digitsIn(input.value.slice(0, input.selectionStart ?? input.value.length));
    const amount = readAmount(input.value, max);
    // Written at once: a render that changes nothing would leave a letter standing in the field.
    input.value = writeAmount(amount);
    const caret = caretAfter(input.value, digitsBefore);
    input.setSelectionRange(caret, caret);
    onChange(amount);
  };
  return (
    <FieldFrame {...props}>
      <span class="unit-field">
        <span class="unit-field-before" aria-hidden="true">
          Rp
        </span>
        <input
          class="input input-number input-rupiah"
          id={id}
          name={id}
          type="text"
          inputMode="numeric"
          autocomplete="off"
          value={writeAmount(value)}
          aria-invalid={error !== undefined}
          aria-describedby={describedBy(props)}
          onInput={onInput}
        />
      </span>
    </FieldFrame>
  );
}
