import { lastDayOf } from "../../format/date.ts";
import { addMonths, dayOf, monthOf } from "../../format/month.ts";

export const PERIODS = ["this-month", "last-month", "three-months", "this-year", "own"] as const;
export type Period = (typeof PERIODS)[number];

export interface Days {
  from: string;
  to: string;
}

/** The days of a period in WIB; none of them lies after today. */
export function daysOf(period: Exclude<Period, "own">, nowMs: number): Days {
  const month = monthOf(nowMs);
  const today = dayOf(nowMs);
  switch (period) {
    case "this-month":
      return { from: `${month}-01`, to: today };
    case "last-month": {
      const last = addMonths(month, -1);
      return { from: `${last}-01`, to: lastDayOf(last) };
    }
    case "three-months":
      return { from: `${addMonths(month, -2)}-01`, to: today };
    case "this-year":
      return { from: `${month.slice(0, 4)}-01-01`, to: today };
  }
}

/** Whether both are days and in their order. */
export const isOrdered = ({ from, to }: Days): boolean => from !== "" && to !== "" && from <= to;
