import type { StoredChannel } from "@resik/contract/channel";
import type { Measurement } from "@resik/contract/measurement";
import { ROLLUP_MS } from "@resik/contract/series";
import { rowsOf, type AnswerRow } from "./answer-row.ts";
import { seriesKey, tagIsOneOf } from "./condition.ts";
import { influxName } from "./influxql.ts";
import { hourlyPoints, readingMeasurement, SEALED_FIELD } from "./own-measurement.ts";
import type { InfluxServer } from "./server.ts";

export interface ExtentQuery {
  channel: StoredChannel;
  devices: readonly string[];
  /** Roll-ups count too. */
  wholeHours: boolean;
}

export interface Extent {
  fromMs: number;
  /** Exclusive. */
  toMs: number;
  /** Device of each series that has something, by `seriesKey`. */
  deviceByKey: ReadonlyMap<string, string>;
}

/**
 * From the first to just after the last thing known of some devices, so that nobody goes through
 * years in which nothing is; null when there is nothing.
 */
export async function readExtent(
  server: InfluxServer,
  { channel, devices, wholeHours }: ExtentQuery,
): Promise<Extent | null> {
  const deviceByKey = new Map<string, string>();
  const edges = async (measurement: Measurement, field: string): Promise<number[]> => {
    const times: number[] = [];
    for (const row of await edgeRows(server, measurement, field, devices)) {
      const device = row.tag("device") ?? "";
      deviceByKey.set(seriesKey(row.tag("site") ?? "", device), device);
      times.push(row.timeMs);
    }
    return times;
  };
  const raw = await edges(readingMeasurement(channel), "seq");
  const hours = wholeHours ? await edges(hourlyPoints(channel), SEALED_FIELD) : [];
  const ends = [...raw, ...hours.map((hourMs) => hourMs + ROLLUP_MS - 1)];
  if (ends.length === 0) return null;
  return { fromMs: Math.min(...raw, ...hours), toMs: Math.max(...ends) + 1, deviceByKey };
}

/** The first and last point of each series, by a field that every point has. */
async function edgeRows(
  server: InfluxServer,
  { name, retention }: Measurement,
  field: string,
  devices: readonly string[],
): Promise<AnswerRow[]> {
  const rows: AnswerRow[] = [];
  for (const edge of ["first", "last"]) {
    // A single selector answers with the time of its point.
    const answer = await server.query(
      retention,
      `SELECT ${edge}(${influxName(field)}) FROM ${influxName(name)}
       WHERE ${tagIsOneOf("device", devices)} GROUP BY "device", "site"`,
    );
    rows.push(...rowsOf(answer));
  }
  return rows;
}
