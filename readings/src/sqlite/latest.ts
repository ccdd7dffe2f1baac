import { STORED_CHANNELS, type StoredChannel } from "@resik/contract/channel";
import type { Reading } from "@resik/contract/reading";
import type { Sqlite, SqliteStatement } from "@resik/kit/sqlite";
import type { LatestQuery } from "../port.ts";
import {
  createReadingDecoder,
  fieldColumnsOf,
  fieldNamesOf,
  latestTable,
  quoted,
  type ReadingRow,
  type SqlValue,
} from "./channel-table.ts";

/**
 * Keeps a dense copy of the newest reading of each device. Pages ask for all of them every second;
 * out of the readings themselves that would be one page of the file for each device.
 */
export interface LatestWriter {
  /** Notes a reading that was stored. */
  offer(reading: Reading, values: readonly SqlValue[]): void;
  /** Writes what was offered; within the database transaction of the batch. */
  flush(): void;
  /** Drops what was offered. */
  forget(): void;
}

interface Offer {
  reading: Reading;
  values: readonly SqlValue[];
}

function isNewer(reading: Reading, than: Reading): boolean {
  if (reading.atMs !== than.atMs) return reading.atMs > than.atMs;
  if (reading.boot !== than.boot) return reading.boot > than.boot;
  return reading.seq > than.seq;
}

function prepareUpsert(db: Sqlite, channel: StoredChannel): SqliteStatement {
  const table = latestTable(channel);
  const names = fieldNamesOf(channel);
  const columns = [
    "site",
    "boot",
    "seq",
    "at_ms",
    "sampled_at_ms",
    "received_at_ms",
    "quality",
    ...names.map(quoted),
  ];
  return db.prepare(
    `INSERT INTO ${table} (device, ${columns.join(", ")})
     VALUES (?${columns.map(() => ", ?").join("")})
     ON CONFLICT DO UPDATE SET ${columns.map((name) => `${name} = excluded.${name}`).join(", ")}
     WHERE (excluded.at_ms, excluded.boot, excluded.seq) > (at_ms, boot, seq)`,
  );
}

export function createLatestWriter(db: Sqlite): LatestWriter {
  const upserts = new Map(
    STORED_CHANNELS.map((channel) => [channel, prepareUpsert(db, channel)] as const),
  );
  const offers = new Map(
    STORED_CHANNELS.map((channel) => [channel, new Map<string, Offer>()] as const),
  );
  const forget = (): void => {
    for (const byDevice of offers.values()) byDevice.clear();
  };
  return {
    offer(reading, values) {
      const byDevice = offers.get(reading.channel);
      const known = byDevice?.get(reading.device);
      if (known && !isNewer(reading, known.reading)) return;
      byDevice?.set(reading.device, { reading, values });
    },
    flush() {
      for (const [channel, byDevice] of offers) {
        const upsert = upserts.get(channel);
        for (const { reading, values } of byDevice.values()) {
          const { device, site, boot, seq, atMs, sampledAtMs, receivedAtMs, quality } = reading;
          const row = [device, site, boot, seq, atMs, sampledAtMs, receivedAtMs, quality];
          upsert?.run(...row, ...values);
        }
      }
      forget();
    },
    forget,
  };
}

/** Slugs hold `a-z`, `0-9` and `-` alone. */
const AFTER_EVERY_SLUG = "~";

export function createLatestReader(db: Sqlite): (query: LatestQuery) => Reading[] {
  const readers = STORED_CHANNELS.map((channel) => {
    const select = db.prepare<unknown[], ReadingRow>(
      `SELECT site, device, boot, seq, at_ms, sampled_at_ms, received_at_ms, quality
         ${fieldColumnsOf(channel)}
       FROM ${latestTable(channel)}
       WHERE device >= ? AND device <= ? AND (? IS NULL OR site = ?) ORDER BY device`,
    );
    return { channel, select: select.raw(), decode: createReadingDecoder(channel) };
  });
  return ({ channel, site = null, device }) => {
    const devices = [device ?? "", device ?? AFTER_EVERY_SLUG];
    return readers
      .filter((reader) => channel === undefined || reader.channel === channel)
      .flatMap(({ select, decode }) => select.all(...devices, site, site).map(decode));
  };
}
