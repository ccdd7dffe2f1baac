import { assertSafe, multiplyRoundHalfUp, type Ratio } from "./integer.ts";
import { rupiah } from "./money.ts";
import type { Rupiah } from "./money-schema.ts";
import type { Grams, Quantity } from "./quantity-schema.ts";

/** How an item is counted. Its price is per whole unit. */
export const UNITS = ["kg", "litre", "piece"] as const;
export type Unit = (typeof UNITS)[number];

/** Smallest parts of a unit: grams of a kilogram, millilitres of a litre, a piece is whole. */
export const SCALE_BY_UNIT = { kg: 1_000, litre: 1_000, piece: 1 } as const satisfies Record<
  Unit,
  number
>;

/** @throws RangeError when the number cannot be kept exactly. */
export function quantity(value: number): Quantity {
  // Checked here: the brand says no more than that.
  return assertSafe(value) as Quantity;
}

/** @throws RangeError when the number is negative or cannot be kept exactly. */
export function grams(value: number): Grams {
  if (value < 0) throw new RangeError(`a mass below 0: ${value}`);
  // Checked here: the brand says no more than that.
  return assertSafe(value) as Grams;
}

/** What a line is worth: the one rounding of a line, half up to whole rupiah. */
export const valueRoundHalfUp = (amount: Quantity, unit: Unit, rupiahPerUnit: Rupiah): Rupiah =>
  rupiah(
    multiplyRoundHalfUp(amount, { numerator: rupiahPerUnit, denominator: SCALE_BY_UNIT[unit] }),
  );

/**
 * The mass of a quantity for reports. Kilograms are exact; litres and pieces need the item's grams
 * per whole unit and are rounded half up. Null where that is unknown: never taken as zero.
 */
export function massRoundHalfUp(
  amount: Quantity,
  unit: Unit,
  gramsPerUnit: number | null,
): Grams | null {
  if (unit === "kg") return grams(amount);
  if (gramsPerUnit === null) return null;
  const ratio: Ratio = { numerator: gramsPerUnit, denominator: SCALE_BY_UNIT[unit] };
  return grams(multiplyRoundHalfUp(amount, ratio));
}
