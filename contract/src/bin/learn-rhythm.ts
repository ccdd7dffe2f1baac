import {
  DAY_VARIANCE,
  expectedRise,
  GRAIN_RATIO,
  UNKNOWN_PER_H,
  UNKNOWN_RHYTHM,
  WEEK_HOURS,
  weekHourOf,
  type BinRhythm,
} from "./bin-rhythm.ts";
import { followFill, type FillSample } from "./fill-cycle.ts";

const HOUR_MS = 3_600_000;
const DAY_HOURS = 24;
const WEEK_DAYS = 7;

/** History that is looked at: four of each hour of the week. */
export const RHYTHM_HOURS = 4 * WEEK_HOURS;
/** An hour's last level stands here within it: readings come every 20 minutes, or every 10. */
export const LEVEL_OF_HOUR_MS = 50 * 60_000;
/** What happened so long ago counts half: habits change. */
const HALF_LIFE_MS = 21 * DAY_HOURS * HOUR_MS;
/** A rise over a longer gap says nothing of its hours. */
const GAP_MS_MAX = 6 * HOUR_MS;
/** From here on the rim cuts off what the head could see rise. */
const LEARN_RATIO_MAX = 0.9;
/** Two readings of one level differ by this (standard deviation): 1 cm of noise, and air heat. */
const NOISE_RATIO = 0.008;

/**
 * How much evidence, in bags, each level of the profile needs before it leaves the one above it by
 * half of what the readings say: an hour of the day, a day of the week, one hour of one day.
 */
const HOUR_BAGS = 1.5;
const DAY_BAGS = 10;
const CELL_BAGS = 20;
/** The same for the rate: so many fills of evidence for `UNKNOWN_PER_H`. */
const RATE_FILLS = 0.03;
/** Blocks of evidence for the usual size of a bag and the usual difference of days. */
const SPREAD_BLOCKS = 24;

/** What was seen in each hour of the week. */
interface Evidence {
  /** Rise of the fill ratio, weighed by age. */
  rises: Float64Array;
  /** Hours watched, weighed alike. */
  hours: Float64Array;
}

/**
 * Learns when and how fast a bin fills. A factor for each hour of the day, then for each day of the
 * week, then for each hour of the week, each shrunk towards 1 (gamma prior) as long as few bags
 * were seen, so that a new bin starts flat and a market day shows after some weeks. Rises are taken
 * between believed levels of one cycle; emptyings, wrong echoes and gaps are left out.
 *
 * @param levels in order of time, about one an hour; those older than `RHYTHM_HOURS` before the
 * newest are not looked at.
 */
export function learnRhythm(levels: readonly FillSample[]): BinRhythm {
  const newestMs = levels.at(-1)?.atMs ?? 0;
  const looked = levels.filter(({ atMs }) => atMs > newestMs - RHYTHM_HOURS * HOUR_MS);
  const { samples, earlier } = followFill(looked);
  const cycles = [...earlier, samples];
  const evidence = gather(cycles, newestMs);
  const seen = evidence.rises.reduce((sum, rise) => sum + rise, 0);
  if (seen <= 0) return UNKNOWN_RHYTHM;
  const factors = fitFactors(evidence);
  const exposure = factors.reduce((sum, factor, i) => sum + factor * (evidence.hours[i] ?? 0), 0);
  const perH = (seen + RATE_FILLS) / (exposure + RATE_FILLS / UNKNOWN_PER_H);
  const sums = [0];
  for (const factor of factors) sums.push((sums.at(-1) ?? 0) + factor);
  const span = newestMs - (looked[0]?.atMs ?? newestMs);
  const rhythm: BinRhythm = {
    perH,
    sums,
    grainRatio: GRAIN_RATIO,
    dayVariance: DAY_VARIANCE,
    rateVariance: GRAIN_RATIO / (seen + RATE_FILLS),
    weeks: span / (WEEK_HOURS * HOUR_MS),
  };
  return { ...rhythm, ...fitSpread(rhythm, cycles, seen) };
}

function gather(cycles: readonly (readonly FillSample[])[], newestMs: number): Evidence {
  const evidence = {
    rises: new Float64Array(WEEK_HOURS),
    hours: new Float64Array(WEEK_HOURS),
  };
  for (const cycle of cycles) {
    for (let index = 1; index < cycle.length; index++) {
      const [from, to] = [cycle[index - 1], cycle[index]];
      if (from && to && isTelling(from, to)) add(evidence, from, to, newestMs);
    }
  }
  return evidence;
}

const isTelling = (from: FillSample, to: FillSample): boolean =>
  to.atMs > from.atMs && to.atMs - from.atMs <= GAP_MS_MAX && from.fillRatio < LEARN_RATIO_MAX;

/** Spreads a rise evenly over its time. It may be below 0: noise must be free to cancel out. */
function add({ rises, hours }: Evidence, from: FillSample, to: FillSample, newestMs: number): void {
  const weight = 0.5 ** ((newestMs - to.atMs) / HALF_LIFE_MS);
  const perMs = (to.fillRatio - from.fillRatio) / (to.atMs - from.atMs);
  for (let atMs = from.atMs; atMs < to.atMs;) {
    const endMs = Math.min(to.atMs, (Math.floor(atMs / HOUR_MS) + 1) * HOUR_MS);
    const cell = weekHourOf(atMs);
    rises[cell] = (rises[cell] ?? 0) + weight * perMs * (endMs - atMs);
    hours[cell] = (hours[cell] ?? 0) + (weight * (endMs - atMs)) / HOUR_MS;
    atMs = endMs;
  }
}

/** The factor by which what rose differs from what was expected, shrunk towards 1. */
const shrunk = (rise: number, expected: number, bags: number): number =>
  Math.max(0.02, (bags * GRAIN_RATIO + rise) / (bags * GRAIN_RATIO + expected));

/** Factors of the 168 hours; their mean is 1. */
function fitFactors({ rises, hours }: Evidence): number[] {
  let ofHour = Array.from({ length: DAY_HOURS }, () => 1);
  let ofDay = Array.from({ length: WEEK_DAYS }, () => 1);
  const hourOf = (cell: number): number => cell % DAY_HOURS;
  const dayOf = (cell: number): number => Math.floor(cell / DAY_HOURS);
  const base = (cell: number): number => (ofHour[hourOf(cell)] ?? 1) * (ofDay[dayOf(cell)] ?? 1);
  const rate = (): number => {
    let [seen, exposure] = [0, 0];
    for (let cell = 0; cell < WEEK_HOURS; cell++) {
      seen += rises[cell] ?? 0;
      exposure += base(cell) * (hours[cell] ?? 0);
    }
    return exposure > 0 ? seen / exposure : 0;
  };
  for (let round = 0; round < 3; round++) {
    const [hourPerH, days] = [rate(), ofDay];
    ofHour = factorsBy(DAY_HOURS, hourOf, {
      rises,
      expected: (cell) => hourPerH * (days[dayOf(cell)] ?? 1) * (hours[cell] ?? 0),
      bags: HOUR_BAGS,
      isSmooth: true,
    });
    const [dayPerH, hoursOfDay] = [rate(), ofHour];
    ofDay = factorsBy(WEEK_DAYS, dayOf, {
      rises,
      expected: (cell) => dayPerH * (hoursOfDay[hourOf(cell)] ?? 1) * (hours[cell] ?? 0),
      bags: DAY_BAGS,
      isSmooth: false,
    });
  }
  const perH = rate();
  const factors = Array.from(
    { length: WEEK_HOURS },
    (_, cell) =>
      base(cell) * shrunk(rises[cell] ?? 0, perH * base(cell) * (hours[cell] ?? 0), CELL_BAGS),
  );
  const mean = factors.reduce((sum, factor) => sum + factor, 0) / WEEK_HOURS;
  return factors.map((factor) => factor / mean);
}

interface Fit {
  rises: Float64Array;
  expected: (cell: number) => number;
  bags: number;
  /** Neighbours count a little: an hour's border is ours, not the households'. */
  isSmooth: boolean;
}

function factorsBy(
  groups: number,
  groupOf: (cell: number) => number,
  { rises, expected, bags, isSmooth }: Fit,
): number[] {
  const [rise, mean] = [new Float64Array(groups), new Float64Array(groups)];
  for (let cell = 0; cell < WEEK_HOURS; cell++) {
    const group = groupOf(cell);
    rise[group] = (rise[group] ?? 0) + (rises[cell] ?? 0);
    mean[group] = (mean[group] ?? 0) + expected(cell);
  }
  const around = (values: Float64Array, group: number): number => {
    const at = (offset: number): number => values[(group + offset + groups) % groups] ?? 0;
    return isSmooth ? 0.15 * at(-1) + 0.7 * at(0) + 0.15 * at(1) : at(0);
  };
  return Array.from({ length: groups }, (_, group) =>
    shrunk(around(rise, group), around(mean, group), bags),
  );
}

/** Squared distances of blocks of a length from what the rhythm expects of them. */
interface Blocks {
  count: number;
  mean: number;
  meanSquared: number;
  squares: number;
}

function blocksOf(
  rhythm: BinRhythm,
  cycles: readonly (readonly FillSample[])[],
  lengthMs: number,
): Blocks {
  const blocks = { count: 0, mean: 0, meanSquared: 0, squares: 0 };
  for (const cycle of cycles) {
    let start: FillSample | null = null;
    let before: FillSample | null = null;
    for (const sample of cycle) {
      if (!start || !before || !isTelling(before, sample)) start = sample;
      before = sample;
      if (sample.atMs - start.atMs < lengthMs) continue;
      const mean = expectedRise(rhythm, start.atMs, sample.atMs);
      const rest = sample.fillRatio - start.fillRatio - mean;
      blocks.count++;
      blocks.mean += mean;
      blocks.meanSquared += mean * mean;
      blocks.squares += rest * rest - 2 * NOISE_RATIO ** 2;
      start = sample;
    }
  }
  return blocks;
}

/** The spread of what was seen around the rhythm: of some hours for bags, of whole days for days. */
function fitSpread(
  rhythm: BinRhythm,
  cycles: readonly (readonly FillSample[])[],
  seen: number,
): Pick<BinRhythm, "grainRatio" | "dayVariance" | "rateVariance"> {
  const short = blocksOf(rhythm, cycles, 6 * HOUR_MS);
  const grainRatio = Math.max(
    GRAIN_RATIO / 4,
    (short.squares + SPREAD_BLOCKS * GRAIN_RATIO * (short.mean / Math.max(1, short.count))) /
      Math.max(1e-6, short.mean * (1 + SPREAD_BLOCKS / Math.max(1, short.count))),
  );
  const long = blocksOf(rhythm, cycles, 24 * HOUR_MS);
  const found = (long.squares - grainRatio * long.mean) / Math.max(1e-6, long.meanSquared);
  const dayVariance =
    (long.count * Math.max(0, found) + SPREAD_BLOCKS * DAY_VARIANCE) / (long.count + SPREAD_BLOCKS);
  // The rate is a mean over so many bags, and over so many busy and quiet days.
  const ofRate = grainRatio + dayVariance * rhythm.perH * DAY_HOURS;
  return { grainRatio, dayVariance, rateVariance: ofRate / (seen + RATE_FILLS) };
}
