import { expectedRise } from "./bin-rhythm.ts";
import { BIN_FULL_RATIO, followFill, type FillSample } from "./fill-cycle.ts";
import { forecastFull, type FullTime } from "./full-forecast.ts";
import { learnRhythm } from "./learn-rhythm.ts";

const DAY_HOURS = 24;
const DAY_MS = DAY_HOURS * 3_600_000;

export interface BinState {
  fillRatio: number;
  /** When it was first seen empty after the last emptying; null while nobody saw one. */
  emptiedAtMs: number | null;
  /** Mean rise of the fill ratio an hour over the day to come. */
  ratePerH: number;
  /** When it will be full; null when it is, or when nobody can say. */
  full: FullTime | null;
  /** Since when it has been full; null while it is not. */
  fullSinceMs: number | null;
}

/**
 * Where a bin stands after the last of these levels, from nothing but them: for a projection that
 * has hourly levels alone. Whoever has raw readings, too, asks `believeBin` and `forecastFull`.
 *
 * @param levels in order of time; of different instants; `RHYTHM_HOURS` of them are enough.
 * @returns null without any level.
 */
export function binStateOf(levels: readonly FillSample[]): BinState | null {
  const rhythm = learnRhythm(levels);
  const { fillRatio, emptiedAtMs, samples } = followFill(levels, rhythm);
  const nowMs = levels.at(-1)?.atMs;
  if (fillRatio === null || nowMs === undefined) return null;
  const atMs = samples.at(-1)?.atMs ?? nowMs;
  return {
    fillRatio,
    emptiedAtMs,
    ratePerH: expectedRise(rhythm, nowMs, nowMs + DAY_MS) / DAY_HOURS,
    full: forecastFull({ rhythm, fillRatio, atMs, nowMs }),
    fullSinceMs:
      fillRatio >= BIN_FULL_RATIO
        ? (samples.find((sample) => sample.fillRatio >= BIN_FULL_RATIO)?.atMs ?? atMs)
        : null,
  };
}
