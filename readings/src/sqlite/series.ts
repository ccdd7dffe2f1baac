import { ROLLUP_MS } from "@resik/contract/series";
import type { DeviceId, SiteId } from "@resik/contract/slug";
import { nextTurn } from "@resik/kit/next-turn";
import type { Sqlite } from "@resik/kit/sqlite";
import type { SeriesColumns, SeriesQuery } from "../port.ts";
import { checkSeriesQuery } from "../query-check.ts";
import { windowStartMs } from "../window.ts";
import { createExtentReader, type ExtentReader } from "./extent.ts";
import { createHourlyWindows } from "./hourly-windows.ts";
import { createRawValues, type RawValues } from "./raw-values.ts";
import { createReadingWindows } from "./reading-windows.ts";
import type { SqlWindows } from "./sql-windows.ts";

interface SeriesRow {
  id: number;
  device: DeviceId;
  site: SiteId;
}

/** Windows of one series, and how long a stretch of them one read may take. */
export interface WindowReader {
  /** Values of the windows that lie in [fromMs, toMs), in whatever order. */
  read: SqlWindows;
  /**
   * Bounds both the time that the process stands still and the time that a snapshot keeps the
   * writer from recycling its log.
   */
  stretchMs: number;
}

interface Question extends SeriesQuery {
  raw: RawValues;
  windows: WindowReader | null;
  extentOf: ExtentReader;
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
    const readWindows = wholeHours ? createHourlyWindows : createReadingWindows;
    const question: Question = {
      ...query,
      raw,
      windows: everyMs === 0 ? null : readWindows(db, raw, query),
      extentOf: createExtentReader(db, channel, wholeHours ? fields : []),
    };
    const answer: SeriesColumns[] = [];
    for (const device of new Set(devices)) {
      for (const row of listSeries.all(channel, device)) {
        const columns = everyMs === 0 ? readings(question, row) : await windows(question, row);
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
async function windows(question: Question, row: SeriesRow): Promise<SeriesColumns> {
  const { everyMs, alignMs, windows: reader } = question;
  const columns = emptyColumns(question.fields, row);
  const extent = question.extentOf(row.id);
  if (!extent || !reader) return columns;
  const startOf = (ms: number): number => windowStartMs(ms, everyMs, alignMs);
  // Whole windows, unless the range itself cuts them: these are the ones that cost least.
  const fromMs = Math.max(question.fromMs, startOf(extent.fromMs));
  const toMs = Math.min(question.toMs, startOf(extent.toMs) + everyMs);
  const stretch = Math.max(1, Math.floor(reader.stretchMs / everyMs)) * everyMs;
  for (let startMs = fromMs; startMs < toMs && !columns.truncated;) {
    const endMs = Math.min(toMs, startOf(startMs) + stretch);
    appendWindows(columns, reader.read(row.id, startMs, endMs), question);
    startMs = endMs;
    if (startMs < toMs) await nextTurn();
  }
  return columns;
}

function appendWindows(
  columns: SeriesColumns,
  found: ReturnType<SqlWindows>,
  { fields, pointsMax }: Question,
): void {
  const inOrder = [...found].sort(([left], [right]) => left - right);
  for (const [startMs, values] of inOrder) {
    if (columns.atMs.length >= pointsMax) {
      columns.truncated = true;
      return;
    }
    columns.atMs.push(startMs);
    fields.forEach((name, index) => columns.values[name]?.push(values[index] ?? null));
  }
}
