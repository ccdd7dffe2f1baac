import { assertSafe, sum } from "./integer.ts";
import type { Rupiah } from "./money-schema.ts";

/** @throws RangeError when the number is no whole rupiah that can be kept exactly. */
export function rupiah(value: number): Rupiah {
  // Checked here: the brand says no more than that.
  return assertSafe(value) as Rupiah;
}

/** @throws RangeError when the sum cannot be kept exactly. */
export const sumRupiah = (values: Iterable<Rupiah>): Rupiah => rupiah(sum(values));
