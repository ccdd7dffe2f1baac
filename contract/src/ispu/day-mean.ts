/** Every column of the table of P.14/2020 is a mean of 24 hours. */
export const ISPU_HOURS = 24;

/**
 * Share of the 24 hours from which a mean counts as complete; below it is provisional
 * ("sementara"). P.14/2020 names none. Three quarters is the habit of other indices, such as the 18
 * hours of 40 CFR part 50, appendix N (PM2.5). Processes have a setting for it.
 */
export const ISPU_COMPLETE_RATIO = 0.75;

/** The setting `RESIK_ISPU_COMPLETE_PERCENT` of every process that computes an ISPU. */
export const ISPU_COMPLETE_SETTING = {
  fallback: ISPU_COMPLETE_RATIO * 100,
  about: "Share of its 24 hours below which an ISPU is shown as provisional.",
  max: 100,
} as const;

/**
 * Below so many measured hours there is no mean at all: the 16 hours that India's national index
 * (CPCB, 2014) needs for a sub-index, the nearest published rule for a rolling 24-hour mean.
 */
export const ISPU_HOURS_MIN = 16;

/**
 * An hour's mean concentration in µg/m³; null where nothing was measured, which is never zero. (The
 * ministry's service writes 0 where it has nothing: who takes its values in must say null.)
 */
export type HourMean = number | null;

export interface DayMean {
  meanUgM3: number;
  /** Share of the 24 hours that were measured. */
  completenessRatio: number;
}

/**
 * The mean of the 24 hours given, oldest first. Each measured hour weighs the same, however often
 * it was sampled: a station that reports faster while something burns must not count that hour
 * more. Null when fewer than {@link ISPU_HOURS_MIN} hours were measured.
 *
 * @throws RangeError when it is given another number of hours.
 */
export function dayMeanOf(hours: readonly HourMean[]): DayMean | null {
  if (hours.length !== ISPU_HOURS) throw new RangeError(`${hours.length} hours are not a day`);
  let sum = 0;
  let measured = 0;
  for (const mean of hours) {
    if (mean === null) continue;
    sum += mean;
    measured++;
  }
  if (measured < ISPU_HOURS_MIN) return null;
  return { meanUgM3: sum / measured, completenessRatio: measured / ISPU_HOURS };
}
