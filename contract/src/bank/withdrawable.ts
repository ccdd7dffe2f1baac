import { rupiah } from "./money.ts";
import type { Rupiah } from "./money-schema.ts";
import type { ProductRule } from "./rule-schema.ts";

const DAY_MS = 86_400_000;

/** Savings of one member in one product. */
export interface Standing {
  savingsRupiah: number;
  /** When the first rupiah came; null when none did. */
  openedAtMs: number | null;
}

type Terms = Pick<ProductRule, "minimumRupiah" | "remainingRupiah" | "termDays">;

/** When the term ends; null where the product has none or nothing was credited yet. */
export const termEndMs = ({ termDays }: Terms, { openedAtMs }: Standing): number | null =>
  termDays === 0 || openedAtMs === null ? null : openedAtMs + termDays * DAY_MS;

/** Why this much cannot be withdrawn now; null when it can. The ledger and the pages ask here. */
export function withdrawalRefusal(
  terms: Terms,
  standing: Standing,
  { amountRupiah, nowMs }: { amountRupiah: number; nowMs: number },
): "below-minimum" | "term-running" | "insufficient-balance" | null {
  if (amountRupiah < terms.minimumRupiah) return "below-minimum";
  const endMs = termEndMs(terms, standing);
  if (endMs !== null && nowMs < endMs) return "term-running";
  if (standing.savingsRupiah - amountRupiah < terms.remainingRupiah) return "insufficient-balance";
  return null;
}

/** The most that one withdrawal may take now; 0 where none is possible. */
export function withdrawableRupiah(terms: Terms, standing: Standing, nowMs: number): Rupiah {
  const amountRupiah = standing.savingsRupiah - terms.remainingRupiah;
  const isPossible =
    amountRupiah > 0 && withdrawalRefusal(terms, standing, { amountRupiah, nowMs }) === null;
  return rupiah(isPossible ? amountRupiah : 0);
}
