import type { Quality } from "@resik/contract/payload/quality";
import type { Aggregate } from "@resik/contract/series";

/** Qualities whose values say nothing of the world: they stand in raw answers only. */
export const UNCOUNTED_QUALITIES: ReadonlySet<Quality> = new Set(["warming-up", "sensor-fault"]);

/** What a window knows of one field. Two of them merge without going back to the readings. */
export interface Summary {
  n: number;
  min: number;
  max: number;
  sum: number;
  last: number;
}

/** Start of the window that holds an instant, epoch milliseconds; see `SeriesQuery.alignMs`. */
export const windowStartMs = (atMs: number, everyMs: number, alignMs: number): number =>
  Math.floor((atMs + alignMs) / everyMs) * everyMs - alignMs;

/** One summary a field, null where the field has no value yet. */
export type Summaries = (Summary | null)[];

/** Summaries by the start of their window. */
export type Grid = Map<number, Summaries>;

/** The summaries of one window, made when they are first asked for. */
export function summariesAt(grid: Grid, startMs: number, fieldCount: number): Summaries {
  let summaries = grid.get(startMs);
  if (!summaries) {
    summaries = Array.from({ length: fieldCount }, () => null);
    grid.set(startMs, summaries);
  }
  return summaries;
}

/** Adds a value; values come in order of their time, so that the newest one is `last`. */
export function addValue(summaries: Summaries, field: number, value: number): void {
  const summary = summaries[field];
  if (!summary) {
    summaries[field] = { n: 1, min: value, max: value, sum: value, last: value };
    return;
  }
  summary.n += 1;
  if (value < summary.min) summary.min = value;
  if (value > summary.max) summary.max = value;
  summary.sum += value;
  summary.last = value;
}

/** Adds a later summary to an earlier one. */
export function addSummary(summaries: Summaries, field: number, later: Summary): void {
  const summary = summaries[field];
  if (!summary) {
    summaries[field] = { ...later };
    return;
  }
  summary.n += later.n;
  summary.min = Math.min(summary.min, later.min);
  summary.max = Math.max(summary.max, later.max);
  summary.sum += later.sum;
  summary.last = later.last;
}

/** Joins a grid of short windows to one of longer windows. */
export function foldGrid(grid: Grid, fieldCount: number, startOf: (ms: number) => number): Grid {
  const folded: Grid = new Map();
  for (const startMs of [...grid.keys()].sort((a, b) => a - b)) {
    const target = summariesAt(folded, startOf(startMs), fieldCount);
    grid.get(startMs)?.forEach((summary, field) => {
      if (summary) addSummary(target, field, summary);
    });
  }
  return folded;
}

export function aggregateOf(summary: Summary | null, aggregate: Aggregate): number | null {
  if (!summary) return null;
  switch (aggregate) {
    case "mean":
      return summary.sum / summary.n;
    case "min":
      return summary.min;
    case "max":
      return summary.max;
    case "sum":
      return summary.sum;
    case "count":
      return summary.n;
    case "last":
      return summary.last;
  }
}
