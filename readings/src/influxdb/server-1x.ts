import type { Retention } from "@resik/contract/measurement";
import { UnfitStorageError } from "./influx-error.ts";
import { influxName } from "./influxql.ts";
import type { InfluxDialect, StorageContext } from "./server.ts";
import { CHUNKED } from "./query-answer.ts";
import { KEEP_SHARD_HOURS, RAW_SHARD_HOURS, tooShortSentence } from "./storage.ts";

/** InfluxDB 1.6 and later: one database with a retention policy for each retention. */
export const dialect1x: InfluxDialect = {
  authorization({ user, password }) {
    if (user === null || password === null) return null;
    return `Basic ${Buffer.from(`${user}:${password}`, "utf8").toString("base64")}`;
  },
  // `/api/v2/write` is known from 1.8 on only.
  writePath: ({ database }, _org, rp) =>
    `/write?${new URLSearchParams({ db: database, rp, precision: "ns" }).toString()}`,
  queryTarget: ({ database }, rp) => ({ db: database, rp, ...CHUNKED }),
  // DELETE goes over all policies of a database and must not name one
  // (influxdata/influxdb#8088); no measurement is in both of ours.
  deleteTarget: (_retention, measurement) => influxName(measurement),
  ensureStorage,
};

interface Policy {
  name: string;
  /** 0 keeps for ever. */
  hours: number;
}

async function ensureStorage(context: StorageContext): Promise<void> {
  const { place, retentionDays, statement } = context;
  const database = influxName(place.database);
  const [databases] = await statement("SHOW DATABASES");
  if (!databases?.values.some(([name]) => name === place.database)) {
    await statement(
      `CREATE DATABASE ${database} WITH DURATION INF REPLICATION 1 ` +
        `SHARD DURATION ${KEEP_SHARD_HOURS}h NAME "keep"`,
    );
  }
  const [answer] = await statement(`SHOW RETENTION POLICIES ON ${database}`);
  const policies = (answer?.values ?? []).map((row): Policy => {
    const text = (column: string): string => String(row[answer?.columns.indexOf(column) ?? -1]);
    return { name: text("name"), hours: hoursOf(text("duration")) };
  });
  const ensure = async (name: Retention, days: number | null, shardHours: number) => {
    const present = policies.find((policy) => policy.name === name);
    if (!present) {
      await statement(
        `CREATE RETENTION POLICY "${name}" ON ${database} ` +
          `DURATION ${days === null ? "INF" : `${days}d`} REPLICATION 1 ` +
          `SHARD DURATION ${shardHours}h`,
      );
      return;
    }
    if (present.hours !== 0 && present.hours < (days ?? Infinity) * 24) {
      throw new UnfitStorageError(
        tooShortSentence(`The retention policy "${name}"`, days, present.hours / 24),
      );
    }
  };
  await ensure("keep", null, KEEP_SHARD_HOURS);
  await ensure("raw", retentionDays, RAW_SHARD_HOURS);
}

/** `2160h0m0s` as 1.x writes durations. */
const hoursOf = (duration: string): number => {
  const [, hours] = /^(\d+)h/.exec(duration) ?? [];
  return hours === undefined ? 0 : Number(hours);
};
