const HOUR_MS = 3_600_000;
const DAY_HOURS = 24;
export const WEEK_HOURS = 168;
/** Households keep the district's time (WIB), which has no summer time. */
const WIB_OFFSET_MS = 7 * HOUR_MS;

/**
 * How one bin fills: prepared once from its past weeks (`learn-rhythm.ts`), then asked cheaply.
 *
 * The rise over some hours is thought of as a gamma variable. Its mean is `perH` times the sum of
 * the hours' factors; its variance has three parts: waste comes in bags (`grainRatio`, as in a
 * Poisson count of bags), whole days are busier or quieter than usual (`dayVariance`), and after
 * little history nobody knows the rate well (`rateVariance`).
 */
export interface BinRhythm {
  /** Rise of the fill ratio in an average hour; above 0. */
  perH: number;
  /** Sum of the factors before each hour of the week, from 0 to `WEEK_HOURS`: 169 numbers. */
  sums: readonly number[];
  /** Variance of a rise over its mean, where bags alone make it: about the size of a bag. */
  grainRatio: number;
  /** Relative variance of whole days. */
  dayVariance: number;
  /** Relative variance of `perH` itself. */
  rateVariance: number;
  /** Weeks of history behind it; 0 when nothing is known. */
  weeks: number;
}

/** A bag of household waste in a bin of 1 m, give or take. */
export const GRAIN_RATIO = 0.02;
export const DAY_VARIANCE = 0.02;
/** A bin fills in one to seven days (domain, 4.6): this rate, and hardly any trust in it. */
export const UNKNOWN_PER_H = 1 / (3 * DAY_HOURS);

/** Of a bin nobody has followed yet: flat, and its rate known within a factor of about 3. */
export const UNKNOWN_RHYTHM: BinRhythm = {
  perH: UNKNOWN_PER_H,
  sums: Array.from({ length: WEEK_HOURS + 1 }, (_, hour) => hour),
  grainRatio: GRAIN_RATIO,
  dayVariance: DAY_VARIANCE,
  rateVariance: 0.6,
  weeks: 0,
};

/** Hours of local time since some Thursday midnight, with fractions. */
const localHours = (atMs: number): number => (atMs + WIB_OFFSET_MS) / HOUR_MS;

/** Hour of the week of an instant, 0 to 167; 0 is the first hour of Thursday (WIB). */
export const weekHourOf = (atMs: number): number => Math.floor(localHours(atMs)) % WEEK_HOURS;

const totalOf = ({ sums }: BinRhythm): number => sums[WEEK_HOURS] ?? WEEK_HOURS;

/** Sum of the factors of all hours before an instant. */
function factorsBefore(rhythm: BinRhythm, atMs: number): number {
  const hours = localHours(atMs);
  const weeks = Math.floor(hours / WEEK_HOURS);
  const hour = Math.floor(hours - weeks * WEEK_HOURS);
  const from = rhythm.sums[hour] ?? 0;
  const to = rhythm.sums[hour + 1] ?? from;
  return weeks * totalOf(rhythm) + from + (to - from) * (hours - Math.floor(hours));
}

/** The mean rise of the fill ratio from one instant to a later one. */
export const expectedRise = (rhythm: BinRhythm, fromMs: number, toMs: number): number =>
  Math.max(0, rhythm.perH * (factorsBefore(rhythm, toMs) - factorsBefore(rhythm, fromMs)));

/** Variance of a rise whose mean is `mean`. */
export function riseVariance(rhythm: BinRhythm, mean: number): number {
  const { perH, grainRatio, dayVariance, rateVariance } = rhythm;
  // Days differ independently: over many of them their part grows with the mean, not its square.
  const ofDays = dayVariance * mean * Math.min(mean, perH * DAY_HOURS);
  return grainRatio * mean + ofDays + rateVariance * mean * mean;
}

/** The instant, from `fromMs` on, up to which the mean rise is `rise`; the hour's share by line. */
export function riseUntil(rhythm: BinRhythm, fromMs: number, rise: number): number {
  const total = totalOf(rhythm);
  const target = factorsBefore(rhythm, fromMs) + Math.max(0, rise) / rhythm.perH;
  const weeks = Math.floor(target / total);
  const rest = target - weeks * total;
  let hour = 0;
  while (hour < WEEK_HOURS - 1 && (rhythm.sums[hour + 1] ?? 0) <= rest) hour++;
  const from = rhythm.sums[hour] ?? 0;
  const factor = (rhythm.sums[hour + 1] ?? from) - from;
  const share = factor > 0 ? (rest - from) / factor : 0;
  const atMs = (weeks * WEEK_HOURS + hour + share) * HOUR_MS - WIB_OFFSET_MS;
  return Math.max(fromMs, atMs);
}
