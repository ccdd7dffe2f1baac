import { ROLLUP_MS } from "@resik/contract/series";
import type { DeviceId, SiteId } from "@resik/contract/slug";
import type { Sqlite } from "@resik/kit/sqlite";
import type { SeriesColumns, SeriesQuery } from "../port.ts";
import { checkSeriesQuery } from "../query-check.ts";
import { aggregateOf, foldGrid, windowStartMs, type Grid } from "../window.ts";
import { readingTable } from "./channel-table.ts";
import { createHourlyGrid, type HourlyGrid } from "./hourly-grid.ts";
import { createRawValues, type RawValues } from "./raw-values.ts";
import { nextTurn } from "./roll-up.ts";

/**
 * Length of the stretch that one read takes. It bounds both the time that the process stands
 * still and the time that a snapshot keeps the writer from recycling its log.
 */
const RAW_STRETCH_MS = 7 * 24 * 3_600_000;
const HOURLY_STRETCH_MS = 31 * 24 * 3_600_000;

interface SeriesRow {
  id: number;
  device: DeviceId;
  site: SiteId;
}

interface Question extends SeriesQuery {
  raw: RawValues;
  hourly: HourlyGrid | null;
}

export function createSeriesReader(db: Sqlite): (query: SeriesQuery) => Promise<SeriesColumns[]> {
  const listSeries = db.prepare<unknown[], SeriesRow>(
    "SELECT id, device, site FROM series WHERE channel = ? AND device = ? ORDER BY site",
  );
  return async (query) => {
    checkSeriesQuery(query);
    const { channel, fields, everyMs, alignMs, devices } = query;
    const wholeHours = everyMs > 0 && everyMs % ROLLUP_MS === 0 && alignMs % ROLLUP_MS === 0;
    const raw = createRawValues(db, channel, fields);
    const hourly = wholeHours ? createHourlyGrid(db, raw, fields) : null;
    const question: Question = { ...query, raw, hourly };
    const answer: SeriesColumns[] = [];
    for (const device of new Set(devices)) {
      for (const row of listSeries.all(channel, device)) {
        const columns = everyMs === 0 ? readings(question, row) : await windows(db, question, row);
        if (columns.atMs.length > 0) answer.push(columns);
        await nextTurn();
      }
    }
    return answer;
  };
}

function emptyColumns(fields: readonly string[], { device, site }: SeriesRow): SeriesColumns {
  const values = Object.fromEntries(fields.map((name) => [name, [] as (number | null)[]]));
  return { device, site, atMs: [], values, truncated: false };
}

function readings(question: Question, row: SeriesRow): SeriesColumns {
  const { raw, fields, fromMs, toMs, pointsMax } = question;
  const columns = emptyColumns(fields, row);
  for (const [atMs, , , ...values] of raw.rows(row.id, fromMs, toMs)) {
    if (columns.atMs.length >= pointsMax) {
      columns.truncated = true;
      break;
    }
    columns.atMs.push(atMs);
    fields.forEach((name, index) => columns.values[name]?.push(values[index] ?? null));
  }
  return columns;
}

/** Goes through the range stretch by stretch, each a run of whole windows. */
async function windows(db: Sqlite, question: Question, row: SeriesRow): Promise<SeriesColumns> {
  const { everyMs, alignMs, hourly } = question;
  const columns = emptyColumns(question.fields, row);
  const extent = readExtent(db, question, row.id);
  if (!extent) return columns;
  const fromMs = Math.max(question.fromMs, extent.fromMs);
  const toMs = Math.min(question.toMs, extent.toMs);
  const stretchMs = hourly ? HOURLY_STRETCH_MS : RAW_STRETCH_MS;
  const stretch = Math.max(1, Math.floor(stretchMs / everyMs)) * everyMs;
  for (let startMs = fromMs; startMs < toMs && !columns.truncated;) {
    const endMs = Math.min(toMs, windowStartMs(startMs, everyMs, alignMs) + stretch);
    const grid = readStretch(db, question, row.id, startMs, endMs);
    appendWindows(columns, grid, question);
    startMs = endMs;
    await nextTurn();
  }
  return columns;
}

function readStretch(
  db: Sqlite,
  question: Question,
  seriesId: number,
  fromMs: number,
  toMs: number,
): Grid {
  const { everyMs, alignMs, hourly, raw, fields } = question;
  const startOf = (ms: number): number => windowStartMs(ms, everyMs, alignMs);
  if (!hourly) {
    const grid: Grid = new Map();
    raw.addTo(grid, seriesId, fromMs, toMs, startOf);
    return grid;
  }
  // One snapshot: roll-ups and the list of hours that wait for theirs must belong together.
  const hours = db.transaction(() => hourly(seriesId, fromMs, toMs))();
  return foldGrid(hours, fields.length, startOf);
}

function appendWindows(columns: SeriesColumns, grid: Grid, question: Question): void {
  for (const [startMs, summaries] of grid) {
    if (columns.atMs.length >= question.pointsMax) {
      columns.truncated = true;
      return;
    }
    columns.atMs.push(startMs);
    question.fields.forEach((name, index) =>
      columns.values[name]?.push(aggregateOf(summaries[index] ?? null, question.aggregate)),
    );
  }
}

/** From the first to just after the last thing known of a series; null when there is nothing. */
function readExtent(
  db: Sqlite,
  { channel, hourly }: Question,
  seriesId: number,
): { fromMs: number; toMs: number } | null {
  const table = readingTable(channel);
  const times = ["min(at_ms)", "max(at_ms)"].map((edge) =>
    db
      .prepare<[number], number | null>(`SELECT ${edge} FROM ${table} WHERE series_id = ?`)
      .pluck()
      .get(seriesId),
  );
  if (hourly) {
    for (const edge of ["min(hour_ms)", `max(hour_ms) + ${ROLLUP_MS - 1}`]) {
      // One seek a field instead of a walk over every roll-up of the series.
      const sql = `SELECT (SELECT ${edge} FROM rollup WHERE series_id = ? AND field_id = f.id)
                   FROM field f`;
      times.push(...db.prepare<[number], number | null>(sql).pluck().all(seriesId));
    }
  }
  const known = times.filter((time) => typeof time === "number");
  return known.length === 0 ? null : { fromMs: Math.min(...known), toMs: Math.max(...known) + 1 };
}
