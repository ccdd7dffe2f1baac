import type { SeriesColumn } from "../edge/parse-series.ts";

/** What the chart draws: columns of equal length, in order of time; null is a gap. */
export interface ChartData {
  /** Seconds of one window; 0 when each point is one reading. */
  everyS: number;
  atMs: number[];
  mean: (number | null)[];
  /** Lowest and highest of each window; the same as `mean` when each point is one reading. */
  min: (number | null)[];
  max: (number | null)[];
}

/** A point is a gap's edge when it comes this many usual distances after the one before. */
const GAP_FACTOR = 3;

/**
 * Joins the columns of three questions (mean, lowest, highest of the same windows) and puts a gap
 * wherever points are further apart than they usually are.
 */
export function buildChartData(columns: {
  mean: SeriesColumn;
  min: SeriesColumn;
  max: SeriesColumn;
}): ChartData {
  const minByAt = valuesByAt(columns.min);
  const maxByAt = valuesByAt(columns.max);
  const { everyS, atMs, values } = columns.mean;
  const gapMs = GAP_FACTOR * Math.max(medianStepMs(atMs), everyS * 1_000);
  const data: ChartData = { everyS, atMs: [], mean: [], min: [], max: [] };
  let beforeMs: number | null = null;
  atMs.forEach((at, index) => {
    if (beforeMs !== null && at - beforeMs > gapMs) push(data, beforeMs + 1, null, null, null);
    const mean = values[index] ?? null;
    push(data, at, mean, minByAt.get(at) ?? mean, maxByAt.get(at) ?? mean);
    beforeMs = at;
  });
  return data;
}

/** Puts a live reading at the end; one that is not newer changes nothing. */
export function appendPoint(data: ChartData, atMs: number, value: number | null): ChartData {
  const lastMs = data.atMs[data.atMs.length - 1];
  if (lastMs !== undefined && atMs <= lastMs) return data;
  return {
    everyS: data.everyS,
    atMs: [...data.atMs, atMs],
    mean: [...data.mean, value],
    min: [...data.min, value],
    max: [...data.max, value],
  };
}

export interface ChartStats {
  min: number;
  mean: number;
  max: number;
}

/** Lowest, mean and highest over all points; null when there is none. */
export function statsOf(data: ChartData): ChartStats | null {
  const means = data.mean.filter((value) => value !== null);
  if (means.length === 0) return null;
  const lows = data.min.filter((value) => value !== null);
  const highs = data.max.filter((value) => value !== null);
  return {
    min: lows.reduce((low, value) => Math.min(low, value), Infinity),
    mean: means.reduce((sum, value) => sum + value, 0) / means.length,
    max: highs.reduce((high, value) => Math.max(high, value), -Infinity),
  };
}

function push(
  data: ChartData,
  atMs: number,
  mean: number | null,
  min: number | null,
  max: number | null,
): void {
  data.atMs.push(atMs);
  data.mean.push(mean);
  data.min.push(min);
  data.max.push(max);
}

function valuesByAt(column: SeriesColumn): Map<number, number | null> {
  return new Map(column.atMs.map((at, index) => [at, column.values[index] ?? null]));
}

/** The usual distance of two points; 0 when there are fewer than two. */
function medianStepMs(atMs: readonly number[]): number {
  const steps: number[] = [];
  let beforeMs: number | null = null;
  for (const at of atMs) {
    if (beforeMs !== null) steps.push(at - beforeMs);
    beforeMs = at;
  }
  steps.sort((a, b) => a - b);
  return steps[Math.floor(steps.length / 2)] ?? 0;
}
