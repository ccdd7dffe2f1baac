import type { Correction } from "../http/ispu.ts";
import type { HourMean } from "./day-mean.ts";
import type { IspuParameter } from "./parameter.ts";

/** One version of a station's correction. */
export interface TimedCorrection {
  version: number;
  /** Counts for hours that start at this time or later, epoch milliseconds. */
  fromMs: number;
  /** Null when it cannot be read: what it says of its hours is not known. */
  correction: Correction | null;
}

const NONE: Correction = { method: "none" };
const PERCENT = 100;

/**
 * The correction of the hour that starts at `hourMs`: of the versions that count by then the one
 * with the latest time, of several with the same time the newest. Without any, none; null when that
 * one cannot be read.
 */
export function correctionAt(
  versions: readonly TimedCorrection[],
  hourMs: number,
): Correction | null {
  let found: TimedCorrection | null = null;
  for (const one of versions) {
    if (one.fromMs > hourMs) continue;
    const isLater =
      found === null ||
      one.fromMs > found.fromMs ||
      (one.fromMs === found.fromMs && one.version > found.version);
    if (isLater) found = one;
  }
  return found === null ? NONE : found.correction;
}

/**
 * What ISPU takes of an hour's mean, µg/m³. Particles take up water: above 70 % relative humidity
 * an optical sensor reads far too high (makers state no accuracy there), so its value is divided
 * by a growth factor `1 + a · h^b` or brought to a reference station's by a line fitted to both.
 * Neither's numbers travel well: each station's are fitted where it stands.
 *
 * It is applied to the hour's means, because roll-ups are all that is left after some months and
 * an index must not change with the age of its data. For the line this is the mean of the
 * corrected readings to the last digit, as long as none is cut at 0; for growth the difference is
 * of second order in what humidity and value move within the hour: below 1 % while relative
 * humidity stays within 3 points of its mean (a test holds that).
 *
 * Null, as if not measured, where the humidity is needed and was not measured, or where the
 * correction is not known: an uncorrected hour among corrected ones would be a peak that was not in
 * the air. Gases are never corrected.
 *
 * @param humidityRatio mean relative humidity of the hour, 0..1.
 */
export function correctedMean(
  parameter: IspuParameter,
  mean: HourMean,
  humidityRatio: number | null,
  correction: Correction | null,
): HourMean {
  if (mean === null || correction?.method === "none") return mean;
  if (parameter !== "pm25" && parameter !== "pm10") return mean;
  if (correction === null) return null;
  if (correction.method === "growth") {
    const numbers = parameter === "pm25" ? correction : correction.pm10;
    if (!numbers || numbers.a === 0) return mean;
    if (humidityRatio === null) return null;
    return mean / (1 + numbers.a * humidityRatio ** numbers.b);
  }
  const numbers = parameter === "pm25" ? correction : correction.pm10;
  if (!numbers) return mean;
  const { slope, humidityPerPercent, offsetUgM3 } = numbers;
  if (humidityPerPercent === 0) return Math.max(0, slope * mean + offsetUgM3);
  if (humidityRatio === null) return null;
  const humidity = humidityPerPercent * humidityRatio * PERCENT;
  return Math.max(0, slope * mean + humidity + offsetUgM3);
}
