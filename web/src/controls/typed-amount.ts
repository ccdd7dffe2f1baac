import { AMOUNT_MAX } from "@resik/contract/bank/limits";
import { formatNumber } from "../format/number.ts";

/** Whole rupiah from what was typed or pasted (`Rp 12.500`); null for nothing, too large is cut. */
export function readAmount(typed: string, max = AMOUNT_MAX): number | null {
  const digits = typed.replace(/\D/g, "").slice(0, 15);
  return digits === "" ? null : Math.min(Number(digits), max);
}

/** As the field shows it while one types: `12.500`. */
export const writeAmount = (amount: number | null): string =>
  amount === null ? "" : formatNumber(amount);

/** Where the caret belongs in the grouped text: behind as many digits as before. */
export function caretAfter(grouped: string, digitsBefore: number): number {
  let seen = 0;
  for (let at = 0; at < grouped.length; at++) {
    if (seen === digitsBefore) return at;
    if (/\d/.test(grouped.charAt(at))) seen++;
  }
  return grouped.length;
}

export const digitsIn = (part: string): number => part.replace(/\D/g, "").length;
