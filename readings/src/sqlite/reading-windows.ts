import type { Sqlite } from "@resik/kit/sqlite";
import type { SeriesQuery } from "../port.ts";
import { aggregateOf, windowStartMs, type Grid } from "../window.ts";
import type { RawValues } from "./raw-values.ts";
import type { WindowReader } from "./series.ts";
import { createRawWindows, isDivisible } from "./sql-windows.ts";

const STRETCH_MS = 7 * 24 * 3_600_000;

/** Windows that only the readings themselves can answer. */
export function createReadingWindows(db: Sqlite, raw: RawValues, query: SeriesQuery): WindowReader {
  const { channel, fields, everyMs, alignMs, aggregate } = query;
  const bySql = createRawWindows(db, channel, fields, query);
  return {
    stretchMs: STRETCH_MS,
    read(seriesId, fromMs, toMs) {
      if (bySql && isDivisible(fromMs, query)) return bySql(seriesId, fromMs, toMs);
      const grid: Grid = new Map();
      raw.addTo(grid, seriesId, fromMs, toMs, (ms) => windowStartMs(ms, everyMs, alignMs));
      return new Map(
        [...grid].map(([startMs, summaries]) => [
          startMs,
          summaries.map((summary) => aggregateOf(summary, aggregate)),
        ]),
      );
    },
  };
}
