import { wibDateOf } from "../bank/weighing-days.ts";

const MONTHS_OF_YEAR = 12;

/** A month such as `2026-11` as instants: from its first until before the next month's first. */
export interface MonthRange {
  fromMs: number;
  toMs: number;
}

/** The month in WIB. */
export const wibMonthOf = (atMs: number): string => wibDateOf(atMs).slice(0, "2026-11".length);

/** The month that lies `by` months later, or earlier. */
export function addMonths(month: string, by: number): string {
  const [year = 0, ofYear = 1] = month.split("-").map(Number);
  const count = year * MONTHS_OF_YEAR + (ofYear - 1) + by;
  const shifted = Math.floor(count / MONTHS_OF_YEAR);
  return `${shifted}-${String(count - shifted * MONTHS_OF_YEAR + 1).padStart(2, "0")}`;
}

const startOf = (month: string): number => Date.parse(`${month}-01T00:00:00+07:00`);

export const rangeOfMonth = (month: string): MonthRange => ({
  fromMs: startOf(month),
  toMs: startOf(addMonths(month, 1)),
});

/** The last day of a month, such as `2026-02-28`. */
export const lastDayOf = (month: string): string => wibDateOf(rangeOfMonth(month).toMs - 1);

/** Whether the month is over: nothing can be recorded in it any more. */
export const isMonthOver = (month: string, nowMs: number): boolean =>
  nowMs >= rangeOfMonth(month).toMs;

/** The six months of a half-year; half 1 is January to June. */
export const monthsOfHalf = (year: number, half: number): string[] =>
  Array.from({ length: 6 }, (_, index) => addMonths(`${year}-01`, (half - 1) * 6 + index));
