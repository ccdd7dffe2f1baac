import { FIGURES } from "../figure.ts";
import { medianOf } from "./median.ts";

const DAY_MS = 86_400_000;
/** The device stops before its cell is quite empty. */
const CELL_EMPTY_V = 3.1;
/** A rise by this is another cell, not the weather. */
const NEW_CELL_V = 0.1;
const DAYS_MIN = 4;
/** Further away than any rule can ask. */
export const BATTERY_DAYS_MAX = FIGURES.batteryDaysLeft.max;
/** A fall slower than the error of the voltage is none. */
const FALL_V_PER_DAY_MIN = 0.001;
/** The end of a cell is steeper than its middle, so the last days count too. */
const LAST_DAYS = 6;

/** Voltage of one day. */
export interface BatteryDay {
  atMs: number;
  batteryV: number;
}

/**
 * Days until a cell is empty if it goes on falling as it did: the middle of the slopes between all
 * pairs of days (Theil and Sen), of all days since it was put in or of the last ones, whichever is
 * steeper. `BATTERY_DAYS_MAX` where it does not fall.
 *
 * @param days in order of time.
 * @returns days from the last of them; null while they are too few.
 */
export function batteryDaysLeftOf(days: readonly BatteryDay[]): number | null {
  const since = days.findLastIndex(
    (day, index) => index > 0 && day.batteryV - (days[index - 1]?.batteryV ?? 0) >= NEW_CELL_V,
  );
  const own = days.slice(Math.max(0, since));
  const last = own.at(-1);
  if (!last || own.length < DAYS_MIN) return null;
  const fall = Math.max(fallPerDay(own), fallPerDay(own.slice(-LAST_DAYS)));
  const left = last.batteryV - CELL_EMPTY_V;
  if (left <= 0) return 0;
  if (fall < FALL_V_PER_DAY_MIN) return BATTERY_DAYS_MAX;
  return Math.min(BATTERY_DAYS_MAX, left / fall);
}

function fallPerDay(days: readonly BatteryDay[]): number {
  const slopes = days.flatMap((from, index) =>
    days
      .slice(index + 1)
      .map((to) => ((from.batteryV - to.batteryV) * DAY_MS) / (to.atMs - from.atMs)),
  );
  return medianOf(slopes) ?? 0;
}
