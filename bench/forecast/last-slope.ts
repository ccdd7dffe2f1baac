import { BIN_FULL_RATIO, followFill, type FillSample } from "@resik/contract/bin/fill-cycle";
import { fillRatePerH } from "./fill-rate.ts";

const HOUR_MS = 3_600_000;

/** A rate below this would fill the bin in months: no forecast at all rather than a guess. */
const RATE_PER_H_MIN = 1 / (60 * 24);

export interface LastSlope {
  fillRatio: number;
  /** When it was first seen empty after the last emptying; null while nobody saw one. */
  emptiedAtMs: number | null;
  /** Rise of the fill ratio an hour since then; 0 while it does not rise or nobody can say. */
  ratePerH: number;
  /**
   * When it is full at that rate; when it became full if it is. Null while it does not rise enough
   * to say.
   */
  fullAtMs: number | null;
}

/**
 * The naive forecast that the product's is measured against: the future goes on like the time since
 * the emptying, nights and market days alike.
 *
 * @param samples in order of time; of different instants.
 * @param fullRatio the level that counts as full.
 * @returns null without any sample.
 */
export function lastSlopeOf(
  samples: readonly FillSample[],
  fullRatio = BIN_FULL_RATIO,
): LastSlope | null {
  const { fillRatio, emptiedAtMs, samples: cycle } = followFill(samples);
  if (fillRatio === null) return null;
  const ratePerH = fillRatePerH(cycle);
  return {
    fillRatio,
    emptiedAtMs,
    ratePerH,
    fullAtMs: fullAtMs({ fillRatio, cycle, ratePerH, fullRatio }),
  };
}

function fullAtMs({
  fillRatio,
  cycle,
  ratePerH,
  fullRatio,
}: {
  fillRatio: number;
  cycle: readonly FillSample[];
  ratePerH: number;
  fullRatio: number;
}): number | null {
  if (fillRatio >= fullRatio) {
    return cycle.find((sample) => sample.fillRatio >= fullRatio)?.atMs ?? null;
  }
  const last = cycle.at(-1);
  if (!last || ratePerH < RATE_PER_H_MIN) return null;
  return Math.round(last.atMs + ((fullRatio - fillRatio) / ratePerH) * HOUR_MS);
}
