import { DERIVED } from "@resik/contract/measurement";
import { lastOf } from "../influxql/column.ts";
import { chosen, within } from "../influxql/condition.ts";
import { select } from "../influxql/select.ts";
import { SITE_VARIABLE } from "../variable.ts";

/**
 * Longer ago nothing is "now". The point of an hour stands at its start and is written within
 * minutes of its first reading.
 */
export const NOW = within("3h");

/** What the index says now: a row for each station that reports. */
export const STATION_NOW = select({
  from: DERIVED.ispu.name,
  columns: [
    "index",
    "category",
    "critical",
    "completenessRatio",
    "provisional",
    "pm25HourUgM3",
  ].map((field) => lastOf(field)),
  where: [NOW, chosen("site", SITE_VARIABLE)],
  groupBy: ["device"],
});
