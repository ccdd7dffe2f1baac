import type { Random } from "@resik/kit/random";

const DELAY_MS_MIN = 250;
const DELAY_MS_MAX = 30_000;
/** A program that ran this long was well; its next end starts from the shortest delay again. */
export const HEALTHY_AFTER_MS = 60_000;

export interface BackOff {
  /** Milliseconds to wait before the next start of a program that ran for `ranMs`. */
  nextDelayMs(ranMs: number): number;
}

/** Doubles from 0.25 s to 30 s; half of each delay is drawn, so that restarts do not march in step. */
export function createBackOff(random: Random): BackOff {
  let attempts = 0;
  return {
    nextDelayMs(ranMs) {
      if (ranMs >= HEALTHY_AFTER_MS) attempts = 0;
      const ceilingMs = Math.min(DELAY_MS_MAX, DELAY_MS_MIN * 2 ** attempts);
      // Past 2^7 the ceiling rules; a program that dies for days must not overflow the power.
      attempts = Math.min(attempts + 1, 16);
      return Math.round(ceilingMs * random.between(0.5, 1));
    },
  };
}
