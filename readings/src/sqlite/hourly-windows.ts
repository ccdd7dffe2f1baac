import { ROLLUP_MS } from "@resik/contract/series";
import type { Sqlite } from "@resik/kit/sqlite";
import type { SeriesQuery } from "../port.ts";
import { aggregateOf, foldGrid, windowStartMs } from "../window.ts";
import { createDirtyHours, createHourlyGrid } from "./hourly-grid.ts";
import type { RawValues } from "./raw-values.ts";
import type { WindowReader } from "./series.ts";
import { createTierWindows, isDivisible, tierOf, type WindowValues } from "./sql-windows.ts";

/** Rows of a tier that one read may add up in one turn: some milliseconds. */
const STRETCH_ROWS = 4_000;

/**
 * Windows of whole hours. Those that are settled come from the longest roll-ups that fit, added up
 * by the database; those that the range cuts or that hold an hour which waits for its roll-up are
 * made from hours and raw readings, and are few.
 */
export function createHourlyWindows(db: Sqlite, raw: RawValues, query: SeriesQuery): WindowReader {
  const { fields, everyMs, alignMs, aggregate } = query;
  const tier = tierOf(query);
  const hourly = createHourlyGrid(db, raw, fields);
  const dirtyHours = createDirtyHours(db);
  const settled = createTierWindows(db, fields, query);
  const startOf = (ms: number): number => windowStartMs(ms, everyMs, alignMs);
  const isEdge = (ms: number): boolean => (ms + tier.alignMs) % tier.unitMs === 0;

  /** Starts of the windows in [fromMs, toMs) that no tier can answer. */
  function unsettled(seriesId: number, fromMs: number, toMs: number): Set<number> {
    const starts = new Set<number>();
    if (!isDivisible(fromMs, query)) {
      for (let ms = startOf(fromMs); ms < toMs; ms += everyMs) starts.add(ms);
      return starts;
    }
    if (!isEdge(fromMs)) starts.add(startOf(fromMs));
    if (!isEdge(toMs)) starts.add(startOf(toMs - 1));
    const firstHourMs = windowStartMs(fromMs, ROLLUP_MS, 0);
    for (const hourMs of dirtyHours(seriesId, firstHourMs, toMs)) {
      starts.add(startOf(Math.max(hourMs, fromMs)));
    }
    return starts;
  }

  function windowAt(seriesId: number, fromMs: number, toMs: number): (number | null)[] | null {
    const grid = foldGrid(hourly(seriesId, fromMs, toMs), fields.length, () => 0);
    return grid.get(0)?.map((summary) => aggregateOf(summary, aggregate)) ?? null;
  }

  // One snapshot: roll-ups and the list of hours that wait for theirs must belong together.
  const read = db.transaction((seriesId: number, fromMs: number, toMs: number): WindowValues => {
    const apart = unsettled(seriesId, fromMs, toMs);
    const windows: WindowValues = new Map();
    const firstMs = isEdge(fromMs) ? fromMs : startOf(fromMs) + everyMs;
    const endMs = isEdge(toMs) ? toMs : startOf(toMs - 1);
    if (firstMs < endMs && isDivisible(fromMs, query)) {
      for (const [startMs, values] of settled(seriesId, firstMs, endMs)) {
        if (!apart.has(startMs)) windows.set(startMs, values);
      }
    }
    for (const startMs of apart) {
      const values = windowAt(
        seriesId,
        Math.max(startMs, fromMs),
        Math.min(startMs + everyMs, toMs),
      );
      if (values?.some((value) => value !== null)) windows.set(startMs, values);
    }
    return windows;
  });
  return { read, stretchMs: STRETCH_ROWS * tier.unitMs };
}
