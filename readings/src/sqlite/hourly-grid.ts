import { ROLLUP_MS } from "@resik/contract/series";
import type { Sqlite } from "@resik/kit/sqlite";
import { summariesAt, windowStartMs, type Grid } from "../window.ts";
import type { RawValues } from "./raw-values.ts";
import { readFieldIds } from "./field-ids.ts";

/**
 * The hours of a series in [fromMs, toMs), right at this moment: whole hours from the roll-ups,
 * hours that were written to since and hours cut by the range from the raw readings. Call it
 * within a database transaction.
 */
export type HourlyGrid = (seriesId: number, fromMs: number, toMs: number) => Grid;

/** Hours in [fromMs, toMs) that were written to since their roll-up, without those that are final. */
export type DirtyHours = (seriesId: number, fromMs: number, toMs: number) => number[];

export function createDirtyHours(db: Sqlite): DirtyHours {
  const list = db
    .prepare<[number, number, number], number>(
      `SELECT hour_ms FROM rollup_dirty d
       WHERE series_id = ? AND hour_ms >= ? AND hour_ms < ? AND NOT EXISTS
         (SELECT 1 FROM rollup_sealed s WHERE s.series_id = d.series_id AND s.hour_ms = d.hour_ms)
       ORDER BY hour_ms`,
    )
    .pluck();
  return (seriesId, fromMs, toMs) => list.all(seriesId, fromMs, toMs);
}

type RollUpRow = [hourMs: number, n: number, min: number, max: number, sum: number, last: number];

export function createHourlyGrid(
  db: Sqlite,
  raw: RawValues,
  fields: readonly string[],
): HourlyGrid {
  const fieldIds = readFieldIds(db);
  const dirtyHours = createDirtyHours(db);
  const listRollUps = db
    .prepare<unknown[], RollUpRow>(
      `SELECT hour_ms, n, min, max, sum, last FROM rollup
       WHERE series_id = ? AND field_id = ? AND hour_ms >= ? AND hour_ms < ?`,
    )
    .raw();

  return (seriesId, fromMs, toMs) => {
    const grid: Grid = new Map();
    const addRaw = (startMs: number, endMs: number): void =>
      raw.addTo(grid, seriesId, startMs, endMs, hourOf);
    const firstMs = Math.min(toMs, hourOf(fromMs + ROLLUP_MS - 1));
    const endMs = Math.max(firstMs, hourOf(toMs));
    addRaw(fromMs, firstMs);
    addRaw(endMs, toMs);
    const dirty = new Set(dirtyHours(seriesId, firstMs, endMs));
    for (const hourMs of dirty) addRaw(hourMs, hourMs + ROLLUP_MS);
    fields.forEach((name, index) => {
      for (const row of listRollUps.all(seriesId, fieldIds.get(name), firstMs, endMs)) {
        const [hourMs, n, min, max, sum, last] = row;
        if (dirty.has(hourMs)) continue;
        summariesAt(grid, hourMs, fields.length)[index] = { n, min, max, sum, last };
      }
    });
    return grid;
  };
}

const hourOf = (ms: number): number => windowStartMs(ms, ROLLUP_MS, 0);
