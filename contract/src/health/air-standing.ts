import { medianOf } from "./median.ts";

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;

/** Raw readings of so long are looked at. */
export const AIR_WINDOW_MS = 8 * HOUR_MS;

/** What is in the air now is the middle of so long: one wrong value moves nothing. */
const RECENT_MS = 10 * MINUTE_MS;
const RECENT_SAMPLES_MIN = 3;
/** What was in it before: a fire of an hour does not move the middle of so long. */
const BEFORE_FROM_MS = 5 * HOUR_MS;
const BEFORE_TO_MS = 75 * MINUTE_MS;
const BEFORE_SAMPLES_MIN = 20;
/** So many equal values in a row do not come by chance: a head errs by ±10 µg/m³. */
const EQUAL_SAMPLES_MIN = 8;

/** Where heads end: more than this they cannot say, so it repeats while the air is that thick. */
export const SATURATED_UG_M3 = 990;

/** Who says nothing for longer was away. */
const AWAY_MS = HOUR_MS;

/** One value of a station. Those of a cold or broken head are left out by whoever makes these. */
export interface AirSample {
  atMs: number;
  pm25UgM3: number;
}

/** What the readings of one station come to, until the next one. */
export interface AirStanding {
  newestMs: number;
  /** Mean of the minutes of the last hour that have a value; null unless they span half of it. */
  hourUgM3: number | null;
  /** The longest time in the last hour that has no value. */
  hourGapMs: number;
  /** Middle of the last minutes. */
  recentUgM3: number | null;
  /** Middle of the hours before. */
  beforeUgM3: number | null;
  /** For how long it has been at the end of what the head can say. */
  endHours: number;
  /** It has said nothing but that end since it was last away: thick smoke, or a broken head. */
  isOnlyEnd: boolean;
  /** For how long the value has not moved at all; 0 while it moves. */
  stuckHours: number;
  /** For how long it has been zero. */
  zeroHours: number;
}

/**
 * @param samples of `AIR_WINDOW_MS` in order of time.
 * @returns null without any.
 */
export function airStandingOf(samples: readonly AirSample[]): AirStanding | null {
  const newest = samples.at(-1);
  if (!newest) return null;
  const newestMs = newest.atMs;
  const moving = withoutRuns(samples);
  const recent = valuesBetween(moving, newestMs - RECENT_MS, newestMs);
  const before = valuesBetween(moving, newestMs - BEFORE_FROM_MS, newestMs - BEFORE_TO_MS);
  const isEnd = newest.pm25UgM3 >= SATURATED_UG_M3;
  const spanHours = equalSpanMs(samples) / HOUR_MS;
  const equalHours = isEnd ? 0 : spanHours;
  return {
    newestMs,
    hourUgM3: hourMean(moving, newestMs),
    hourGapMs: longestGapMs(samples, newestMs),
    recentUgM3: recent.length >= RECENT_SAMPLES_MIN ? medianOf(recent) : null,
    beforeUgM3: before.length >= BEFORE_SAMPLES_MIN ? medianOf(before) : null,
    endHours: isEnd ? spanHours : 0,
    isOnlyEnd: isOnlyEnd(samples),
    stuckHours: newest.pm25UgM3 === 0 ? 0 : equalHours,
    zeroHours: newest.pm25UgM3 === 0 ? equalHours : 0,
  };
}

/** What a head said that stood still, or whose light was out, is not what was in the air. */
function withoutRuns(samples: readonly AirSample[]): AirSample[] {
  const kept: AirSample[] = [];
  let start = 0;
  for (let index = 1; index <= samples.length; index++) {
    if (samples[index]?.pm25UgM3 === samples[start]?.pm25UgM3) continue;
    const isEnd = (samples[start]?.pm25UgM3 ?? 0) >= SATURATED_UG_M3;
    if (index - start < EQUAL_SAMPLES_MIN || isEnd) {
      // Never as arguments of one call: a run at the end may be longer than the stack holds.
      for (const sample of samples.slice(start, index)) kept.push(sample);
    }
    start = index;
  }
  return kept;
}

/** From the first exclusive to the last inclusive. */
function valuesBetween(samples: readonly AirSample[], fromMs: number, toMs: number): number[] {
  const values: number[] = [];
  for (let index = samples.length - 1; index >= 0; index--) {
    const sample = samples[index];
    if (!sample || sample.atMs <= fromMs) break;
    if (sample.atMs <= toMs) values.push(sample.pm25UgM3);
  }
  return values;
}

/** Every minute counts alike, whether it has one reading or twenty. */
function hourMean(samples: readonly AirSample[], newestMs: number): number | null {
  let [sum, minutes, minuteSum, minuteCount] = [0, 0, 0, 0];
  let minute: number | null = null;
  let firstMs = newestMs;
  const close = (): void => {
    if (minuteCount === 0) return;
    sum += minuteSum / minuteCount;
    minutes++;
    [minuteSum, minuteCount] = [0, 0];
  };
  for (let index = samples.length - 1; index >= 0; index--) {
    const sample = samples[index];
    if (!sample || sample.atMs <= newestMs - HOUR_MS) break;
    const own = Math.floor(sample.atMs / MINUTE_MS);
    if (own !== minute) close();
    minute = own;
    minuteSum += sample.pm25UgM3;
    minuteCount++;
    firstMs = sample.atMs;
  }
  close();
  return newestMs - firstMs >= HOUR_MS / 2 ? sum / minutes : null;
}

function longestGapMs(samples: readonly AirSample[], newestMs: number): number {
  const fromMs = newestMs - HOUR_MS;
  let [longestMs, laterMs] = [0, newestMs];
  for (let index = samples.length - 1; index >= 0 && laterMs > fromMs; index--) {
    const atMs = Math.max(fromMs, samples[index]?.atMs ?? fromMs);
    longestMs = Math.max(longestMs, laterMs - atMs);
    laterMs = atMs;
  }
  return Math.max(longestMs, laterMs - fromMs);
}

function isOnlyEnd(samples: readonly AirSample[]): boolean {
  for (let index = samples.length - 1; index >= 0; index--) {
    const { atMs, pm25UgM3 } = samples[index] ?? { atMs: 0, pm25UgM3: 0 };
    if (pm25UgM3 < SATURATED_UG_M3) return false;
    const earlier = samples[index - 1];
    if (!earlier || atMs - earlier.atMs > AWAY_MS) return true;
  }
  return false;
}

/** Length of the run of equal values at the end; 0 while it is too short to be no chance. */
function equalSpanMs(samples: readonly AirSample[]): number {
  const newest = samples.at(-1);
  if (!newest) return 0;
  let index = samples.length - 1;
  let firstMs = newest.atMs;
  for (; index >= 0; index--) {
    const sample = samples[index];
    if (!sample || sample.pm25UgM3 !== newest.pm25UgM3) break;
    firstMs = sample.atMs;
  }
  return samples.length - 1 - index >= EQUAL_SAMPLES_MIN ? newest.atMs - firstMs : 0;
}
