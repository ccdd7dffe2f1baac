import { expectedRise, riseUntil, riseVariance, type BinRhythm } from "./bin-rhythm.ts";
import { BIN_FULL_RATIO } from "./fill-cycle.ts";

const DAY_MS = 86_400_000;
/** Further ahead nobody plans, and nobody can say. */
const AHEAD_MS_MAX = 30 * DAY_MS;
/** Without a believed level for so long it may have been emptied unseen. */
const LEVEL_AGE_MS_MAX = 2 * DAY_MS;
/** Error of a believed level, standard deviation. */
const LEVEL_ERROR_RATIO = 0.015;
/** From the tenth to the ninetieth hundredth of a standard normal: 80 % (`FULL_INTERVAL_SHARE`). */
const EDGE_Z = 1.2816;
const BISECTIONS = 40;

export interface FullTime {
  /** As likely before as after. */
  atMs: number;
  /** One case in ten is full before this, one in ten is full only after `lateMs`. */
  earlyMs: number;
  lateMs: number;
}

export interface FillStanding {
  rhythm: BinRhythm;
  /** The last level that can be believed, and when it was measured. */
  fillRatio: number;
  atMs: number;
}

/**
 * When a bin will be full if nobody empties it. The mean rise that is needed for a given chance is
 * found by bisection on the gamma law of `BinRhythm` (Wilson and Hilferty's cube root, 1931); the
 * rhythm then says on which hour that rise falls: cheap, and the same answer whenever asked.
 *
 * @returns null when it is full already, when its level is too old, or when it is more than 30
 * days away; `lateMs` ends at twice that. Never before `nowMs`.
 */
export function forecastFull({
  rhythm,
  fillRatio,
  atMs,
  nowMs,
}: FillStanding & { nowMs: number }): FullTime | null {
  const need = BIN_FULL_RATIO - fillRatio;
  if (need <= 0 || nowMs - atMs > LEVEL_AGE_MS_MAX) return null;
  const until = (z: number): number => riseUntil(rhythm, atMs, meanFor(rhythm, need, z));
  const middleMs = until(0);
  if (middleMs - nowMs > AHEAD_MS_MAX) return null;
  const bounded = (ms: number): number =>
    Math.round(Math.min(Math.max(ms, nowMs), nowMs + 2 * AHEAD_MS_MAX));
  return {
    atMs: bounded(middleMs),
    earlyMs: bounded(until(EDGE_Z)),
    lateMs: bounded(until(-EDGE_Z)),
  };
}

/** The chance, 0 to 1, that a bin is full by an instant if nobody empties it before. */
export function fullChance({ rhythm, fillRatio, atMs }: FillStanding, byMs: number): number {
  const need = BIN_FULL_RATIO - fillRatio;
  if (need <= 0) return 1;
  const mean = expectedRise(rhythm, atMs, byMs);
  return mean <= 0 ? 0 : normalShareBelow(-needZ(rhythm, need, mean));
}

/** How many standard deviations `need` lies above a rise of this mean. */
function needZ(rhythm: BinRhythm, need: number, mean: number): number {
  const variance = riseVariance(rhythm, mean) + LEVEL_ERROR_RATIO ** 2;
  const ninth = variance / (9 * mean * mean);
  return (Math.cbrt(need / mean) - (1 - ninth)) / Math.sqrt(ninth);
}

/** The mean rise at which `need` lies `z` standard deviations above it. */
function meanFor(rhythm: BinRhythm, need: number, z: number): number {
  let [low, high] = [Math.log(need / 200), Math.log(need * 200)];
  for (let step = 0; step < BISECTIONS; step++) {
    const middle = (low + high) / 2;
    if (needZ(rhythm, need, Math.exp(middle)) > z) low = middle;
    else high = middle;
  }
  return Math.exp((low + high) / 2);
}

/** Standard normal distribution (Abramowitz and Stegun 26.2.17; error below 1e-7). */
function normalShareBelow(z: number): number {
  const t = 1 / (1 + 0.2316419 * Math.abs(z));
  const poly =
    t *
    (0.31938153 + t * (-0.356563782 + t * (1.781477937 + t * (-1.821255978 + t * 1.330274429))));
  const above = (Math.exp((-z * z) / 2) / Math.sqrt(2 * Math.PI)) * poly;
  return z >= 0 ? 1 - above : above;
}
