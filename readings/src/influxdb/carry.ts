import type { StoredChannel } from "@resik/contract/channel";
import { hourlyField } from "@resik/contract/measurement";
import { numericFieldsOf } from "@resik/contract/series";
import type { HourlySummary, SeriesTally } from "../port.ts";
import { checkChannel } from "../query-check.ts";
import type { Summary } from "../window.ts";
import { rowsOf } from "./answer-row.ts";
import { bySeries, tagIs, tagIsOneOf, timeIn } from "./condition.ts";
import { listSeries } from "./device-list.ts";
import { influxName } from "./influxql.ts";
import { hourlyPoints, readingMeasurement, SEALED_FIELD } from "./own-measurement.ts";
import { readSeal } from "./seal.ts";
import type { InfluxServer } from "./server.ts";
import { ALL_PARTS, summaryOf } from "./summary-parts.ts";

/** Hours of one series that are read at once. */
const HOURS_A_PAGE = 2_000;

/** Devices counted in one question, which goes through all of their readings. */
const DEVICES_A_TALLY = 20;

export async function* readRollUps(
  server: InfluxServer,
  channel: StoredChannel,
  beforeMs: number,
): AsyncGenerator<HourlySummary, void> {
  checkChannel(channel);
  const measurement = hourlyPoints(channel);
  const { name, retention } = measurement;
  const fields = numericFieldsOf(channel);
  const columns = fields.flatMap((field) => ALL_PARTS.map((part) => hourlyField(field, part)));
  const select = `SELECT ${[SEALED_FIELD, ...columns].map(influxName).join(", ")}
    FROM ${influxName(name)}`;
  const before = timeIn(Number.MIN_SAFE_INTEGER, beforeMs);
  for (const { site, device } of await listSeries(server, measurement, SEALED_FIELD, before)) {
    const series = `${tagIs("device", device)} AND ${tagIs("site", site)}`;
    for (let fromMs = Number.MIN_SAFE_INTEGER; ;) {
      const answer = await server.query(
        retention,
        `${select} WHERE ${series} AND ${timeIn(fromMs, beforeMs)}
         ORDER BY time ASC LIMIT ${HOURS_A_PAGE}`,
      );
      const rows = [...rowsOf(answer)];
      for (const row of rows) {
        const summaries: Record<string, Summary> = {};
        for (const field of fields) {
          const summary = summaryOf(ALL_PARTS, (part) => row.number(hourlyField(field, part)));
          if (summary) summaries[field] = summary;
        }
        if (Object.keys(summaries).length === 0) continue;
        yield { channel, site, device, hourMs: row.timeMs, summaries };
      }
      const last = rows.at(-1);
      if (!last || rows.length < HOURS_A_PAGE) break;
      fromMs = last.timeMs + 1;
    }
  }
}

export async function readSealedBeforeMs(server: InfluxServer): Promise<number | null> {
  const { expiredBeforeMs, carriedBeforeMs } = await readSeal(server);
  if (expiredBeforeMs === null || carriedBeforeMs === null) {
    return expiredBeforeMs ?? carriedBeforeMs;
  }
  return Math.max(expiredBeforeMs, carriedBeforeMs);
}

export async function readTally(
  server: InfluxServer,
  channel: StoredChannel,
): Promise<SeriesTally[]> {
  checkChannel(channel);
  const measurement = readingMeasurement(channel);
  const fields = numericFieldsOf(channel);
  const sums = fields.map((field, index) => `, sum(${influxName(field)}) AS s${index}`);
  const series = await listSeries(server, measurement, "seq", null);
  const devices = [...new Set(series.map(({ device }) => device))];
  const tallies: SeriesTally[] = [];
  for (let from = 0; from < devices.length; from += DEVICES_A_TALLY) {
    const some = devices.slice(from, from + DEVICES_A_TALLY);
    const answer = await server.query(
      measurement.retention,
      `SELECT count("seq") AS readings${sums.join("")} FROM ${influxName(measurement.name)}
       WHERE ${tagIsOneOf("device", some)} GROUP BY "device", "site"`,
    );
    for (const row of rowsOf(answer)) {
      const found = series.find(
        ({ device, site }) => device === row.tag("device") && site === row.tag("site"),
      );
      // A series that began between the two questions belongs to the next tally.
      if (!found) continue;
      const entries = fields.map((field, index) => [field, row.number(`s${index}`) ?? 0] as const);
      const readings = row.number("readings") ?? 0;
      tallies.push({ channel, ...found, readings, sums: Object.fromEntries(entries) });
    }
  }
  return tallies.sort(bySeries);
}
