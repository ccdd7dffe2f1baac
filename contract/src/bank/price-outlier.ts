import { rupiah } from "./money.ts";
import type { Rupiah } from "./money-schema.ts";
import type { PriceRule } from "./rule-schema.ts";
import type { RuleVersion } from "./rule.ts";

/** Earlier versions that a new price is held against. */
const COMPARED_VERSIONS_MAX = 5;
/** A price is far off when it is above three times or below a third of the usual one. */
const FACTOR = 3;

export interface PriceOutlier {
  usualRupiah: Rupiah;
  newRupiah: Rupiah;
}

/** The middle value; of an even number of values the lower of the two in the middle. */
function lowerMedian(values: readonly Rupiah[]): Rupiah | null {
  const sorted = [...values].sort((left, right) => left - right);
  return sorted[(sorted.length - 1) >> 1] ?? null;
}

/**
 * Whether a price looks like a slip of the finger (copper at 3,000, newspaper at 110): it is more
 * than three times, or less than a third of, the lower median of the last five priced versions of
 * the same list. The first price of a list, and the end of a list, are never outliers. A price that
 * a person confirms goes live all the same.
 */
export function priceOutlier(
  price: PriceRule,
  earlier: readonly RuleVersion[],
): PriceOutlier | null {
  const newRupiah = price.rupiahPerUnit;
  if (newRupiah === null) return null;
  const known = earlier.flatMap(({ rule }) =>
    rule.type === "price" && rule.rupiahPerUnit !== null ? [rule.rupiahPerUnit] : [],
  );
  const usualRupiah = lowerMedian(known.slice(-COMPARED_VERSIONS_MAX));
  if (usualRupiah === null) return null;
  const isFar = newRupiah > usualRupiah * FACTOR || newRupiah * FACTOR < usualRupiah;
  return isFar ? { usualRupiah, newRupiah: rupiah(newRupiah) } : null;
}
