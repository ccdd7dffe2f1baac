import type { Reading } from "@resik/contract/reading";
import type { ReadingIdentity, ScanQuery } from "../port.ts";
import { checkChannel } from "../query-check.ts";
import { rowsOf, type AnswerRow } from "./answer-row.ts";
import { tagIs, timeIn } from "./condition.ts";
import { listSeries } from "./device-list.ts";
import { influxName, influxText, influxTime } from "./influxql.ts";
import { readingMeasurement } from "./own-measurement.ts";
import { createReadingDecoder, readingColumns } from "./point.ts";
import type { InfluxServer } from "./server.ts";

/** Readings held in memory. */
const PAGE_ROWS = 2_000;

/** Pages by time, each its own short question: the consumer may take as long as it likes. */
export async function* scanReadings(
  server: InfluxServer,
  query: ScanQuery,
): AsyncGenerator<Reading, void> {
  const { channel, site, device, fromMs, toMs } = query;
  checkChannel(channel);
  if (toMs <= fromMs) return;
  const conditions = [
    ...(site === undefined ? [] : [tagIs("site", site)]),
    ...(device === undefined ? [] : [tagIs("device", device)]),
    timeIn(fromMs, toMs),
  ];
  const measurement = readingMeasurement(channel);
  const series = await listSeries(server, measurement, "seq", conditions.join(" AND "));
  for (const name of new Set(series.map((each) => each.device))) {
    yield* readingsOf(server, query, name);
  }
}

/** Readings of one device over its sites, which the server merges in order of time. */
async function* readingsOf(
  server: InfluxServer,
  { channel, site, fromMs, toMs }: ScanQuery,
  device: string,
): AsyncGenerator<Reading, void> {
  const { name, retention } = readingMeasurement(channel);
  const decode = createReadingDecoder(channel);
  const conditions = [
    tagIs("device", device),
    ...(site === undefined ? [] : [tagIs("site", site)]),
  ];
  const select = `SELECT ${readingColumns(channel)} FROM ${influxName(name)}
    WHERE ${conditions.join(" AND ")} AND`;
  let after = "";
  for (;;) {
    const answer = await server.query(
      retention,
      `${select} ${timeIn(fromMs, toMs)}${after} ORDER BY time ASC LIMIT ${PAGE_ROWS}`,
    );
    const rows = [...rowsOf(answer)];
    const last = rows.at(-1);
    const isFull = rows.length >= PAGE_ROWS;
    const whole = isFull && last ? beforeInstant(rows, last.timeNs) : rows;
    for (const row of whole) yield decode(row);
    if (!isFull || !last) return;
    after = ` AND time ${whole.length < rows.length ? ">=" : ">"} ${influxTime(last.timeNs)}`;
  }
}

/**
 * A page without its last instant: points of two sites may share it, and the next page starts with
 * all of them. A page of one instant stays whole.
 */
function beforeInstant(rows: AnswerRow[], timeNs: bigint): AnswerRow[] {
  const whole = rows.filter((row) => row.timeNs < timeNs);
  return whole.length === 0 ? rows : whole;
}

/** What is asked for by identity came a moment ago, nearly always. */
const RECENT_MS = 6 * 3_600_000;

/** Boot and sequence are fields, so the server goes through the device's readings: newest first. */
export async function readByIdentity(
  server: InfluxServer,
  { channel, device, boot, seq }: ReadingIdentity,
  nowMs: number,
): Promise<Reading | null> {
  checkChannel(channel);
  // No text that InfluxQL cannot say was ever a boot, nor any such number a sequence.
  if (!Number.isSafeInteger(seq) || /[\0\r]/.test(boot)) return null;
  const { name, retention } = readingMeasurement(channel);
  const identity = `${tagIs("device", device)} AND "boot" = ${influxText(boot)} AND "seq" = ${seq}`;
  const decode = createReadingDecoder(channel);
  for (const range of [` AND ${timeIn(nowMs - RECENT_MS, nowMs + RECENT_MS)}`, ""]) {
    const answer = await server.query(
      retention,
      `SELECT ${readingColumns(channel)} FROM ${influxName(name)} WHERE ${identity}${range} LIMIT 1`,
    );
    for (const row of rowsOf(answer)) return decode(row);
  }
  return null;
}
