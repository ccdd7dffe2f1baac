import { HOURLY_PARTS, type HourlyPart } from "@resik/contract/measurement";
import type { Aggregate } from "@resik/contract/series";
import type { Summary } from "../window.ts";

/** What is asked of a field: the parts of a summary that an aggregate is made from. */
export const PARTS_BY_AGGREGATE = {
  mean: ["n", "sum"],
  min: ["min"],
  max: ["max"],
  sum: ["sum"],
  count: ["n"],
  last: ["last"],
} as const satisfies Record<Aggregate, readonly HourlyPart[]>;

/** InfluxQL functions of the parts. */
export const FUNCTIONS = {
  n: "count",
  min: "min",
  max: "max",
  sum: "sum",
  last: "last",
} as const satisfies Record<HourlyPart, string>;

/**
 * A summary of the parts that were asked for, the others 0; null without a value. Servers say null
 * or a count of 0 for a field that has no value in a window.
 */
export function summaryOf(
  parts: readonly HourlyPart[],
  numberOf: (part: HourlyPart) => number | null,
): Summary | null {
  const summary: Summary = { n: 0, min: 0, max: 0, sum: 0, last: 0 };
  for (const part of parts) {
    const value = numberOf(part);
    if (value === null || (part === "n" && value === 0)) return null;
    summary[part] = value;
  }
  return summary;
}

export const ALL_PARTS: readonly HourlyPart[] = HOURLY_PARTS;
