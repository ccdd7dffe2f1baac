import { QUANTITY_MAX } from "@resik/contract/bank/limits";
import { SCALE_BY_UNIT, type Unit } from "@resik/contract/bank/quantity";

const DECIMALS = 3;
const WHOLE_DIGITS_MAX = 6;

/** What may stand in the field: a point becomes the comma, and no fourth decimal is taken. */
export function tidyQuantity(typed: string, unit: Unit): string {
  const clean = typed.replace(/\./g, ",").replace(/[^\d,]/g, "");
  const [whole = "", ...rest] = clean.split(",");
  const head = whole.slice(0, WHOLE_DIGITS_MAX);
  if (unit === "piece" || rest.length === 0) return head;
  return `${head},${rest.join("").slice(0, DECIMALS)}`;
}

/**
 * Grams, millilitres or pieces from what stands in the field, by its digits and never by a float.
 * Null while there is nothing that counts.
 */
export function readQuantity(tidy: string, unit: Unit): number | null {
  const [whole = "", decimals = ""] = tidy.split(",");
  if (whole === "" && decimals === "") return null;
  const digits = SCALE_BY_UNIT[unit] === 1 ? whole : whole + decimals.padEnd(DECIMALS, "0");
  return Math.min(Number(digits), QUANTITY_MAX);
}

/** The reverse, for a quantity that is changed: `3,25` of 3250 grams. */
export function writeQuantity(amount: number | null, unit: Unit): string {
  if (amount === null) return "";
  if (SCALE_BY_UNIT[unit] === 1) return String(amount);
  const digits = String(amount).padStart(DECIMALS + 1, "0");
  const decimals = digits.slice(-DECIMALS).replace(/0+$/, "");
  return decimals === "" ? digits.slice(0, -DECIMALS) : `${digits.slice(0, -DECIMALS)},${decimals}`;
}
