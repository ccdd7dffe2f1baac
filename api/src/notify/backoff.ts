import type { Random } from "@resik/kit/random";

const FIRST_MS = 5_000;
const LONGEST_MS = 15 * 60_000;

/**
 * How long until the next try after so many failures in a row: twice as long each time up to a
 * quarter of an hour, of which a random half is left out, so that many do not come at once. What
 * the target asked for is the least.
 */
export function backoffMs(failures: number, random: Random, retryAfterMs = 0): number {
  const wholeMs = Math.min(FIRST_MS * 2 ** Math.min(failures, 20), LONGEST_MS);
  return Math.round(Math.max(random.between(wholeMs / 2, wholeMs), retryAfterMs));
}
