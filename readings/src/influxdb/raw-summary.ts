import type { StoredChannel } from "@resik/contract/channel";
import type { HourlyPart } from "@resik/contract/measurement";
import { ROLLUP_MS } from "@resik/contract/series";
import type { Summaries } from "../window.ts";
import { rowsOf, type AnswerRow } from "./answer-row.ts";
import { COUNTED, tagIsOneOf, timeIn } from "./condition.ts";
import { influxName } from "./influxql.ts";
import { readingMeasurement } from "./own-measurement.ts";
import type { InfluxServer } from "./server.ts";
import { FUNCTIONS, summaryOf } from "./summary-parts.ts";

/**
 * Hours of devices that one statement goes through. A device with a reading a second has 3,600 in
 * each, with ten fields; the answer must come well before a request is given up.
 */
const SERIES_HOURS_A_QUERY = 200;

export interface WindowQuery {
  channel: StoredChannel;
  /** Names of numeric fields of the channel. */
  fields: readonly string[];
  parts: readonly HourlyPart[];
  devices: readonly string[];
  fromMs: number;
  /** Exclusive. */
  toMs: number;
  everyMs: number;
  alignMs: number;
  /** Windows of each series at most, the first ones; absent gives all. */
  limit?: number;
}

/** One window of one series, computed by the server from raw readings. */
export interface WindowRow {
  site: string;
  device: string;
  startMs: number;
  /** In the order of the fields; null without a value that counts. */
  summaries: Summaries;
}

/** The windows that hold a reading, series after series, each in order of time. */
export async function readWindows(server: InfluxServer, query: WindowQuery): Promise<WindowRow[]> {
  const rows: WindowRow[] = [];
  if (query.toMs <= query.fromMs || query.fields.length === 0) return rows;
  const hours = Math.ceil((query.toMs - query.fromMs) / ROLLUP_MS);
  const step = Math.max(1, Math.floor(SERIES_HOURS_A_QUERY / hours));
  for (let from = 0; from < query.devices.length; from += step) {
    const devices = query.devices.slice(from, from + step);
    rows.push(...(await aggregate(server, { ...query, devices })));
  }
  return rows;
}

async function aggregate(server: InfluxServer, query: WindowQuery): Promise<WindowRow[]> {
  const { fields, parts, everyMs, alignMs } = query;
  const { name, retention } = readingMeasurement(query.channel);
  const columns = fields.flatMap((field, index) =>
    parts.map((part) => `${FUNCTIONS[part]}(${influxName(field)}) AS ${columnOf(index, part)}`),
  );
  // A window starts where local time is a multiple of its length.
  const offsetMs = ((-alignMs % everyMs) + everyMs) % everyMs;
  const limit = query.limit === undefined ? "" : ` LIMIT ${query.limit}`;
  const answer = await server.query(
    retention,
    `SELECT ${columns.join(", ")} FROM ${influxName(name)}
     WHERE ${timeIn(query.fromMs, query.toMs)} AND ${tagIsOneOf("device", query.devices)}
       AND ${COUNTED}
     GROUP BY time(${everyMs}ms, ${offsetMs}ms), "device", "site" fill(none)${limit}`,
  );
  return Array.from(rowsOf(answer), (row) => windowOf(row, query)).filter(({ summaries }) =>
    summaries.some((summary) => summary !== null),
  );
}

/** A name of ours: servers name the columns of several calls each in their own way. */
const columnOf = (field: number, part: HourlyPart): string => `f${field}_${part}`;

const windowOf = (row: AnswerRow, { fields, parts }: WindowQuery): WindowRow => ({
  site: row.tag("site") ?? "",
  device: row.tag("device") ?? "",
  startMs: row.timeMs,
  summaries: fields.map((_, index) =>
    summaryOf(parts, (part) => row.number(columnOf(index, part))),
  ),
});
