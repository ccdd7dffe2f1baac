import { z } from "zod";
import { assertSafe, multiplyRoundHalfUp, type Ratio } from "./integer.ts";
import { QUANTITY_MAX } from "./limits.ts";
import { rupiah, type Rupiah } from "./money.ts";

/** How an item is counted. Its price is per whole unit. */
export const UNITS = ["kg", "litre", "piece"] as const;
export const unitSchema = z.enum(UNITS);
export type Unit = z.infer<typeof unitSchema>;

/** Smallest parts of a unit: grams of a kilogram, millilitres of a litre, a piece is whole. */
export const SCALE_BY_UNIT = { kg: 1_000, litre: 1_000, piece: 1 } as const satisfies Record<
  Unit,
  number
>;

/** Whole smallest parts of an item's unit: grams, millilitres or pieces. */
export const quantitySchema = z.int().min(1).max(QUANTITY_MAX).brand<"Quantity">();
export type Quantity = z.infer<typeof quantitySchema>;

/** Whole grams, for items by kilogram and for reports. */
export const gramsSchema = z.int().min(0).max(QUANTITY_MAX).brand<"Grams">();
export type Grams = z.infer<typeof gramsSchema>;

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
