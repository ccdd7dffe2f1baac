import { hourlyField } from "@resik/contract/measurement";
import { ROLLUP_MS } from "@resik/contract/series";
import type { SeriesHour } from "../port.ts";
import { windowStartMs, type Grid } from "../window.ts";
import { rowsOf } from "./answer-row.ts";
import { hourKey, seriesKey, tagIsOneOf, timeIn } from "./condition.ts";
import { influxName } from "./influxql.ts";
import { hourlyPoints, SEALED_FIELD } from "./own-measurement.ts";
import { readWindows, type WindowQuery, type WindowRow } from "./raw-summary.ts";
import { isExpired, readSeal } from "./seal.ts";
import type { InfluxServer } from "./server.ts";
import { summaryOf } from "./summary-parts.ts";

/** Hours of raw readings that are read together although some between them need not be. */
const GAP_HOURS_MAX = 6;

/** Windows of several series, by `seriesKey`. */
export type Grids = Map<string, Grid>;

export type HourlyQuery = Omit<WindowQuery, "everyMs" | "alignMs">;

interface Roll {
  key: string;
  startMs: number;
  sealed: boolean;
  summaries: WindowRow["summaries"];
}

/**
 * The hours of some series in [fromMs, toMs): whole hours from the roll-ups, hours in `dirty` and
 * hours cut by the range from the raw readings. `dirty` was read before; raw readings are right
 * for its hours at any time, until they expire: what has expired is read after them, and then the
 * roll-up, which was finished before, counts.
 */
export async function readHourlyGrids(
  server: InfluxServer,
  query: HourlyQuery,
  dirty: ReadonlyMap<string, SeriesHour>,
): Promise<Grids> {
  const { channel, fromMs, toMs } = query;
  const firstMs = Math.min(toMs, hourOf(fromMs + ROLLUP_MS - 1));
  const endMs = Math.max(firstMs, hourOf(toMs));
  const cut: WindowRow[] = [
    ...(await readRaw(server, { ...query, toMs: firstMs })),
    ...(endMs < toMs ? await readRaw(server, { ...query, fromMs: endMs }) : []),
  ];
  const waiting = await readWaiting(server, { ...query, fromMs: firstMs, toMs: endMs }, dirty);
  const seal = await readSeal(server);
  const rolls = await readRolls(server, { ...query, fromMs: firstMs, toMs: endMs });
  const sealed = new Set(rolls.filter((roll) => roll.sealed).map((roll) => place(roll)));

  const isWaiting = (key: string, hourMs: number, site: string, device: string): boolean =>
    dirty.has(hourKey({ channel, site, device, hourMs })) &&
    !isExpired(channel, hourMs, seal) &&
    !sealed.has(place({ key, startMs: hourMs }));
  const grids: Grids = new Map();
  for (const row of cut) add(grids, seriesKey(row.site, row.device), row);
  for (const row of waiting) {
    const key = seriesKey(row.site, row.device);
    if (isWaiting(key, row.startMs, row.site, row.device)) add(grids, key, row);
  }
  for (const { key, startMs, summaries } of rolls) {
    const [device = "", site = ""] = key.split(" ");
    if (!isWaiting(key, startMs, site, device)) add(grids, key, { startMs, summaries });
  }
  return grids;
}

const hourOf = (ms: number): number => windowStartMs(ms, ROLLUP_MS, 0);
const place = ({ key, startMs }: Pick<Roll, "key" | "startMs">): string => `${key} ${startMs}`;

const readRaw = (server: InfluxServer, query: HourlyQuery): Promise<WindowRow[]> =>
  readWindows(server, { ...query, everyMs: ROLLUP_MS, alignMs: 0 });

function add(grids: Grids, key: string, row: Pick<Roll, "startMs" | "summaries">): void {
  if (row.summaries.every((summary) => summary === null)) return;
  const grid: Grid = grids.get(key) ?? new Map();
  grids.set(key, grid);
  grid.set(row.startMs, row.summaries);
}

/** Raw readings of all hours that wait in the range, in as few stretches as is sensible. */
async function readWaiting(
  server: InfluxServer,
  query: HourlyQuery,
  dirty: ReadonlyMap<string, SeriesHour>,
): Promise<WindowRow[]> {
  const devicesByHour = new Map<number, Set<string>>();
  for (const { hourMs, device } of dirty.values()) {
    if (hourMs < query.fromMs || hourMs >= query.toMs || !query.devices.includes(device)) continue;
    const devices = devicesByHour.get(hourMs) ?? new Set<string>();
    devicesByHour.set(hourMs, devices.add(device));
  }
  const stretches: { fromMs: number; toMs: number; devices: Set<string> }[] = [];
  for (const [hourMs, devices] of [...devicesByHour].sort(([a], [b]) => a - b)) {
    const last = stretches.at(-1);
    if (last && hourMs - last.toMs <= GAP_HOURS_MAX * ROLLUP_MS) {
      last.toMs = hourMs + ROLLUP_MS;
      for (const device of devices) last.devices.add(device);
    } else stretches.push({ fromMs: hourMs, toMs: hourMs + ROLLUP_MS, devices: new Set(devices) });
  }
  const rows: WindowRow[] = [];
  for (const { fromMs, toMs, devices } of stretches) {
    rows.push(...(await readRaw(server, { ...query, fromMs, toMs, devices: [...devices] })));
  }
  return rows;
}

async function readRolls(server: InfluxServer, query: HourlyQuery): Promise<Roll[]> {
  const { channel, fields, parts, devices, fromMs, toMs } = query;
  if (fromMs >= toMs) return [];
  const { name, retention } = hourlyPoints(channel);
  const columns = [
    SEALED_FIELD,
    ...fields.flatMap((field) => parts.map((part) => hourlyField(field, part))),
  ];
  const answer = await server.query(
    retention,
    `SELECT ${columns.map(influxName).join(", ")} FROM ${influxName(name)}
     WHERE ${timeIn(fromMs, toMs)} AND ${tagIsOneOf("device", devices)}
     GROUP BY "device", "site"`,
  );
  return Array.from(rowsOf(answer), (row) => ({
    key: seriesKey(row.tag("site") ?? "", row.tag("device") ?? ""),
    startMs: row.timeMs,
    sealed: row.value(SEALED_FIELD) === true,
    summaries: fields.map((field) =>
      summaryOf(parts, (part) => row.number(hourlyField(field, part))),
    ),
  }));
}
