import { ROLLUP_MS } from "../series.ts";
import { ISPU_HOURS, type HourMean } from "./day-mean.ts";
import { ispuOf, type Ispu } from "./ispu.ts";
import { ISPU_PARAMETERS, type IspuParameter } from "./parameter.ts";

/**
 * A station's hours by their start, epoch milliseconds: the mean of each parameter in the order of
 * `ISPU_PARAMETERS`. An hour in which nothing was measured is absent.
 */
export type StationHours = ReadonlyMap<number, readonly HourMean[]>;

/**
 * The ISPU of the 24 hours that end with each hour from `firstMs` to `lastMs` (starts of hours, both
 * inclusive), whatever the day: the window rolls, and midnight is an hour like any other. Null when
 * nothing was measured in that very hour, so that a silent station shows a gap and not yesterday's
 * air; null, too, when too little was measured of every parameter (`ispuOf`).
 *
 * @param completeRatioMin share of the hours below which a value is provisional.
 * @throws RangeError for a mean below zero.
 */
export function ispuOfHours(
  hours: StationHours,
  { firstMs, lastMs }: { firstMs: number; lastMs: number },
  completeRatioMin: number,
): (Ispu | null)[] {
  const count = Math.max(0, Math.floor((lastMs - firstMs) / ROLLUP_MS) + 1);
  const rows = Array.from({ length: count + ISPU_HOURS - 1 }, (_, index) =>
    hours.get(firstMs + (index - ISPU_HOURS + 1) * ROLLUP_MS),
  );
  // What is never measured is left out once, not looked for in every hour.
  const columns = ISPU_PARAMETERS.map((parameter, column) => ({
    parameter,
    means: rows.map((row) => row?.[column] ?? null),
  })).filter(({ means }) => means.some((mean) => mean !== null));
  return Array.from({ length: count }, (_, index) => {
    const last = index + ISPU_HOURS - 1;
    if (columns.every(({ means }) => means[last] === null)) return null;
    const day: Partial<Record<IspuParameter, readonly HourMean[]>> = {};
    for (const { parameter, means } of columns) day[parameter] = means.slice(index, last + 1);
    return ispuOf(day, completeRatioMin);
  });
}

/** The same of one hour. */
export const ispuOfHour = (
  hours: StationHours,
  hourMs: number,
  completeRatioMin: number,
): Ispu | null =>
  ispuOfHours(hours, { firstMs: hourMs, lastMs: hourMs }, completeRatioMin)[0] ?? null;
