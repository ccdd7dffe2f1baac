import { ROLLUP_MS } from "@resik/contract/series";
import type { DeviceId, SiteId } from "@resik/contract/slug";
import type { SeriesColumns, SeriesQuery, SeriesHour } from "../port.ts";
import { checkSeriesQuery } from "../query-check.ts";
import { aggregateOf, foldGrid, windowStartMs, type Grid } from "../window.ts";
import { rowsOf } from "./answer-row.ts";
import { bySeries, seriesKey, tagIs, timeIn } from "./condition.ts";
import { readExtent } from "./extent.ts";
import { readHourlyGrids, type Grids } from "./hourly-grid.ts";
import { influxName } from "./influxql.ts";
import { readDirtyHours } from "./journal.ts";
import { readingMeasurement } from "./own-measurement.ts";
import { readWindows, type WindowQuery } from "./raw-summary.ts";
import type { InfluxServer } from "./server.ts";
import { PARTS_BY_AGGREGATE } from "./summary-parts.ts";

/** Length of the stretch that one question takes: it bounds the answer held in memory. */
const RAW_STRETCH_MS = 7 * 24 * ROLLUP_MS;
const HOURLY_STRETCH_MS = 31 * 24 * ROLLUP_MS;

/** @throws QueryError when the contract does not know what is asked for. */
export async function readSeries(
  server: InfluxServer,
  query: SeriesQuery,
): Promise<SeriesColumns[]> {
  checkSeriesQuery(query);
  const devices = [...new Set(query.devices)];
  if (devices.length === 0 || query.toMs <= query.fromMs) return [];
  const found =
    query.everyMs === 0
      ? await readings(server, query, devices)
      : await windows(server, query, devices);
  return [...found.values()]
    .filter(({ atMs }) => atMs.length > 0)
    .sort((a, b) => devices.indexOf(a.device) - devices.indexOf(b.device) || bySeries(a, b));
}

type ColumnsByKey = Map<string, SeriesColumns>;

function columnsOf(
  found: ColumnsByKey,
  fields: readonly string[],
  { site, device }: { site: string; device: string },
): SeriesColumns {
  const key = seriesKey(site, device);
  const known = found.get(key);
  if (known) return known;
  const values = Object.fromEntries(fields.map((name) => [name, [] as (number | null)[]]));
  // Both were ids when they were written.
  const ids = { device: device as DeviceId, site: site as SiteId };
  const columns = { ...ids, atMs: [], values, truncated: false };
  found.set(key, columns);
  return columns;
}

async function readings(
  server: InfluxServer,
  query: SeriesQuery,
  devices: readonly string[],
): Promise<ColumnsByKey> {
  const { channel, fields, fromMs, toMs, pointsMax } = query;
  const { name, retention } = readingMeasurement(channel);
  const columns = ["seq", ...fields].map(influxName).join(", ");
  const found: ColumnsByKey = new Map();
  for (const device of devices) {
    // The limit holds for each series; a moved device has one for each site.
    const answer = await server.query(
      retention,
      `SELECT ${columns} FROM ${influxName(name)}
       WHERE ${timeIn(fromMs, toMs)} AND ${tagIs("device", device)}
       GROUP BY "device", "site" LIMIT ${pointsMax + 1}`,
    );
    for (const row of rowsOf(answer)) {
      const site = row.tag("site") ?? "";
      const into = columnsOf(found, fields, { site, device });
      if (into.atMs.length >= pointsMax) {
        into.truncated = true;
        continue;
      }
      into.atMs.push(row.timeMs);
      for (const field of fields) into.values[field]?.push(row.number(field));
    }
  }
  return found;
}

/** Goes through the range stretch by stretch, each a run of whole windows of all devices. */
async function windows(
  server: InfluxServer,
  query: SeriesQuery,
  devices: readonly string[],
): Promise<ColumnsByKey> {
  const { channel, fields, everyMs, alignMs, aggregate } = query;
  const found: ColumnsByKey = new Map();
  const wholeHours = everyMs % ROLLUP_MS === 0 && alignMs % ROLLUP_MS === 0;
  if (fields.length === 0) return found;
  const stretchMs = wholeHours ? HOURLY_STRETCH_MS : RAW_STRETCH_MS;
  // Where one stretch is enough, nothing is won by knowing how far it goes.
  const isLong = query.toMs - query.fromMs > stretchMs;
  const extent = isLong ? await readExtent(server, { channel, devices, wholeHours }) : null;
  if (isLong && !extent) return found;
  const fromMs = Math.max(query.fromMs, extent?.fromMs ?? query.fromMs);
  const toMs = Math.min(query.toMs, extent?.toMs ?? query.toMs);
  if (fromMs >= toMs) return found;
  const parts = PARTS_BY_AGGREGATE[aggregate];
  const question = { channel, fields, parts, everyMs, alignMs };
  const firstHourMs = windowStartMs(fromMs, ROLLUP_MS, 0);
  const dirty = wholeHours
    ? await readDirtyHours(server, { channel, devices, fromMs: firstHourMs, toMs })
    : new Map<string, SeriesHour>();
  const stretch = Math.max(1, Math.floor(stretchMs / everyMs)) * everyMs;
  for (let startMs = fromMs; startMs < toMs;) {
    const endMs = Math.min(toMs, windowStartMs(startMs, everyMs, alignMs) + stretch);
    const asked = new Set(
      extent === null
        ? devices
        : [...extent.deviceByKey].flatMap(([key, device]) =>
            found.get(key)?.truncated ? [] : device,
          ),
    );
    if (asked.size === 0) break;
    const part = { ...question, devices: [...asked], fromMs: startMs, toMs: endMs };
    const grids = wholeHours
      ? await foldedHours(server, part, dirty)
      : gridsOf(await readWindows(server, { ...part, limit: query.pointsMax + 1 }));
    for (const [key, grid] of grids) {
      if (found.get(key)?.truncated) continue;
      const [device = "", site = ""] = key.split(" ");
      append(columnsOf(found, fields, { site, device }), grid, query);
    }
    startMs = endMs;
  }
  return found;
}

async function foldedHours(
  server: InfluxServer,
  query: WindowQuery,
  dirty: ReadonlyMap<string, SeriesHour>,
): Promise<Grids> {
  const { everyMs, alignMs, fields } = query;
  const startOf = (ms: number): number => windowStartMs(ms, everyMs, alignMs);
  const hours = await readHourlyGrids(server, query, dirty);
  return new Map(Array.from(hours, ([key, grid]) => [key, foldGrid(grid, fields.length, startOf)]));
}

function gridsOf(rows: Awaited<ReturnType<typeof readWindows>>): Grids {
  const grids: Grids = new Map();
  for (const { site, device, startMs, summaries } of rows) {
    const key = seriesKey(site, device);
    const grid: Grid = grids.get(key) ?? new Map();
    grids.set(key, grid);
    grid.set(startMs, summaries);
  }
  return grids;
}

function append(columns: SeriesColumns, grid: Grid, query: SeriesQuery): void {
  for (const startMs of [...grid.keys()].sort((a, b) => a - b)) {
    if (columns.atMs.length >= query.pointsMax) {
      columns.truncated = true;
      return;
    }
    const summaries = grid.get(startMs) ?? [];
    columns.atMs.push(startMs);
    query.fields.forEach((name, index) =>
      columns.values[name]?.push(aggregateOf(summaries[index] ?? null, query.aggregate)),
    );
  }
}
