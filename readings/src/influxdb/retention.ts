import { CHANNELS, STORED_CHANNELS } from "@resik/contract/channel";
import type { Measurement } from "@resik/contract/measurement";
import { ROLLUP_MS } from "@resik/contract/series";
import { rowsOf } from "./answer-row.ts";
import { timeIn } from "./condition.ts";
import { computeHours } from "./hour-computer.ts";
import { influxName, influxTime } from "./influxql.ts";
import type { Journal } from "./journal.ts";
import { OWN, readingMeasurement } from "./own-measurement.ts";
import { isExpired, readSeal, type SealWriter } from "./seal.ts";
import type { InfluxServer } from "./server.ts";

const HOURS_A_STEP = 1_000;

/** What expires, with a field that each point of it has. */
const EXPIRING: readonly (readonly [Measurement, field: string])[] = [
  ...STORED_CHANNELS.filter((channel) => CHANNELS[channel].expires).map(
    (channel) => [readingMeasurement(channel), "seq"] as const,
  ),
  [OWN.quarantine, "topic"],
  [OWN.unclocked, "seq"],
];

/**
 * Deletes one step of about `rowsMax` points, for servers that do not expire them by themselves.
 * Hours that wait are computed, then all hours up to this one are sealed, then readings go: each
 * of the three may be the last that happens, and the next call goes on from there. Call it while
 * nothing else is written.
 */
export async function deleteExpired(
  options: { server: InfluxServer; journal: Journal; seal: SealWriter },
  beforeMs: number,
  rowsMax: number,
): Promise<number> {
  const { server, journal, seal } = options;
  if (!server.canDelete) return 0;
  let deleted = 0;
  for (const [measurement, field] of EXPIRING) {
    const old = await oldestTimes(server, measurement, field, beforeMs, rowsMax - deleted);
    const last = old.at(-1);
    if (last === undefined) continue;
    if (deleted === 0) {
      await settleAll(server, journal);
      await seal.raise({ expiredBeforeMs: Math.ceil(beforeMs / ROLLUP_MS) * ROLLUP_MS });
    }
    const { name, retention } = measurement;
    await server.deleteFrom(retention, name, `time <= ${influxTime(last)}`);
    deleted += old.length;
    if (deleted >= rowsMax) break;
  }
  return deleted;
}

async function oldestTimes(
  server: InfluxServer,
  { name, retention }: Measurement,
  field: string,
  beforeMs: number,
  rowsMax: number,
): Promise<bigint[]> {
  const answer = await server.query(
    retention,
    `SELECT ${influxName(field)} FROM ${influxName(name)}
     WHERE ${timeIn(Number.MIN_SAFE_INTEGER, beforeMs)} ORDER BY time ASC LIMIT ${rowsMax}`,
  );
  return Array.from(rowsOf(answer), ({ timeNs }) => timeNs);
}

async function settleAll(server: InfluxServer, journal: Journal): Promise<void> {
  for (let taken = await journal.take(HOURS_A_STEP); taken;) {
    const known = await readSeal(server);
    await computeHours(
      server,
      taken.hours.filter(({ channel, hourMs }) => !isExpired(channel, hourMs, known)),
    );
    await journal.moveTo(taken.upToNs);
    taken = await journal.take(HOURS_A_STEP);
  }
}
