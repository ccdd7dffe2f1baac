import { believeBin, type BinBelief, type BinReading } from "../bin/bin-belief.ts";
import type { BinRhythm } from "../bin/bin-rhythm.ts";
import { BIN_FULL_RATIO } from "../bin/fill-cycle.ts";
import { forecastFull } from "../bin/full-forecast.ts";
import { FIGURES, type FigureId } from "../figure.ts";

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

/** Raw readings of so long are looked at. */
export const BIN_WINDOW_MS = 48 * HOUR_MS;

/** A level, tilt or voltage older than this says nothing of now. */
const FRESH_MS = DAY_MS;
/** A fire is over or worse by then. */
const TEMPERATURE_FRESH_MS = HOUR_MS;
/** A fault of the sensor that nobody heard of for so long may be over. */
const FAULT_FRESH_MS = 6 * HOUR_MS;
/** Further away than any rule can ask. */
const HOURS_TO_FULL_MAX = FIGURES.hoursToFull.max;

/** One message of a bin. Whatever the echo was, the other values are measured apart from it. */
export interface BinSample extends BinReading {
  temperatureC: number | null;
  tiltDeg: number | null;
  batteryV: number | null;
}

/** What the readings of a bin come to, until the next one. */
export interface BinStanding {
  newestMs: number;
  belief: BinBelief;
  rhythm: BinRhythm;
  temperatureC: Measured | null;
  tiltDeg: Measured | null;
  batteryV: Measured | null;
}

interface Measured {
  value: number;
  atMs: number;
}

type BinField = "temperatureC" | "tiltDeg" | "batteryV";

function newestOf(samples: readonly BinSample[], field: BinField): Measured | null {
  const sample = samples.findLast((one) => one[field] !== null && isMeasured(one));
  const value = sample?.[field] ?? null;
  return sample && value !== null ? { value, atMs: sample.atMs } : null;
}

const isMeasured = ({ quality }: BinSample): boolean =>
  quality !== "warming-up" && quality !== "sensor-fault";

/**
 * @param samples of `BIN_WINDOW_MS` in order of time.
 * @returns null without any.
 */
export function binStandingOf(
  samples: readonly BinSample[],
  rhythm: BinRhythm,
): BinStanding | null {
  const newest = samples.at(-1);
  if (!newest) return null;
  return {
    newestMs: newest.atMs,
    belief: believeBin(samples, rhythm),
    rhythm,
    temperatureC: newestOf(samples, "temperatureC"),
    tiltDeg: newestOf(samples, "tiltDeg"),
    batteryV: newestOf(samples, "batteryV"),
  };
}

const fresh = (measured: Measured | null, nowMs: number, forMs: number): number | null =>
  measured && nowMs - measured.atMs <= forMs ? measured.value : null;

type BinFigure = (standing: BinStanding, nowMs: number) => number | null;

const isFaultFresh = ({ newestMs }: BinStanding, nowMs: number): boolean =>
  nowMs - newestMs <= FAULT_FRESH_MS;

const BIN_FIGURES: Partial<Record<FigureId, BinFigure>> = {
  fillRatio: believedLevel,
  hoursToFull,
  temperatureC: ({ temperatureC }, nowMs) => fresh(temperatureC, nowMs, TEMPERATURE_FRESH_MS),
  tiltDeg: ({ tiltDeg }, nowMs) => fresh(tiltDeg, nowMs, FRESH_MS),
  batteryV: ({ batteryV }, nowMs) => fresh(batteryV, nowMs, FRESH_MS),
  noEchoRatio: (standing, nowMs) =>
    isFaultFresh(standing, nowMs) ? standing.belief.noEchoRatio : null,
  wallEchoHours: (standing, nowMs) =>
    isFaultFresh(standing, nowMs) ? standing.belief.wallEchoHours : null,
  nearStuckHours: (standing, nowMs) =>
    isFaultFresh(standing, nowMs) ? standing.belief.nearStuckHours : null,
};

/** A figure of a bin at a moment; null where its readings say nothing of it. */
export const binFigure = (standing: BinStanding, figure: FigureId, nowMs: number): number | null =>
  BIN_FIGURES[figure]?.(standing, nowMs) ?? null;

/** A level that nobody could measure for a day is none. */
function believedLevel({ belief }: BinStanding, nowMs: number): number | null {
  const { fillRatio, atMs } = belief;
  return atMs !== null && nowMs - atMs <= FRESH_MS ? fillRatio : null;
}

function hoursToFull(standing: BinStanding, nowMs: number): number | null {
  const { rhythm, belief } = standing;
  const { fillRatio, atMs } = belief;
  if (fillRatio === null || atMs === null || nowMs - atMs > FRESH_MS) return null;
  if (fillRatio >= BIN_FULL_RATIO) return 0;
  const full = forecastFull({ rhythm, fillRatio, atMs, nowMs });
  return full === null
    ? HOURS_TO_FULL_MAX
    : Math.min(HOURS_TO_FULL_MAX, (full.atMs - nowMs) / HOUR_MS);
}
