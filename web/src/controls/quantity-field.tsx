import type { Unit } from "@resik/contract/bank/quantity";
import type { TargetedInputEvent } from "preact";
import { useEffect, useState } from "preact/hooks";
import { unitWord } from "../format/quantity.ts";
import { useLanguage } from "../text/language-context.tsx";
import { describedBy, FieldFrame, type FieldProps } from "./field-frame.tsx";
import { readQuantity, tidyQuantity, writeQuantity } from "./typed-quantity.ts";

interface QuantityFieldProps extends FieldProps {
  unit: Unit;
  /** Grams, millilitres or pieces; null while nothing is typed. */
  value: number | null;
  onChange: (value: number | null) => void;
}

/** Kilograms and litres with a comma and three decimals, pieces as whole numbers. */
export function QuantityField(props: QuantityFieldProps) {
  const { id, unit, value, error, onChange } = props;
  const { language } = useLanguage();
  const [typed, setTyped] = useState(() => writeQuantity(value, unit));

  // A value that did not come from this keyboard, such as a scale's, replaces what stands here.
  useEffect(() => {
    if (readQuantity(typed, unit) !== value) setTyped(writeQuantity(value, unit));
  }, [value, unit]);

  const onInput = (event: TargetedInputEvent<HTMLInputElement>) => {
    const tidy = tidyQuantity(event.currentTarget.value, unit);
    event.currentTarget.value = tidy;
    setTyped(tidy);
    onChange(readQuantity(tidy, unit));
  };
  return (
    <FieldFrame {...props}>
      <span class="unit-field">
        <input
          class="input input-number input-unit"
          id={id}
          name={id}
          type="text"
          inputMode={unit === "piece" ? "numeric" : "decimal"}
          autocomplete="off"
          value={typed}
          aria-invalid={error !== undefined}
          aria-describedby={describedBy(props)}
          onInput={onInput}
        />
        <span class="unit-field-after" aria-hidden="true">
          {unitWord(unit, language)}
        </span>
      </span>
    </FieldFrame>
  );
}
