import { STORED_CHANNELS, type StoredChannel } from "@resik/contract/channel";
import type { Reading } from "@resik/contract/reading";
import { ROLLUP_MS } from "@resik/contract/series";
import type { Sqlite, SqliteStatement } from "@resik/kit/sqlite";
import type { ReadingBatch, WriteResult } from "../port.ts";
import { UNCOUNTED_QUALITIES } from "../window.ts";
import {
  createFieldEncoder,
  fieldColumnsOf,
  fieldNamesOf,
  readingTable,
  type EncodedFields,
} from "./channel-table.ts";
import { createInterner, type Interner } from "./intern.ts";
import { createLatestWriter, type LatestWriter } from "./latest.ts";
import { createQuarantineWriter } from "./quarantine.ts";
import { isRowFault } from "./sqlite-error.ts";

interface ChannelWriter {
  encode(fields: Reading["fields"]): EncodedFields;
  insert: SqliteStatement;
}

/** What a batch changed, so that roll-ups and latest values follow once a batch, not once a row. */
interface Changes {
  stored: number;
  duplicates: number;
  rejected: { reading: Reading; detail: string }[];
  /** Hours by series id. */
  dirtyHours: Map<number, Set<number>>;
}

function createChannelWriter(db: Sqlite, channel: StoredChannel): ChannelWriter {
  const slots = fieldNamesOf(channel).map(() => ", ?");
  return {
    encode: createFieldEncoder(channel),
    // Any uniqueness conflict is the same identity: the longer key holds the shorter one.
    insert: db.prepare(
      `INSERT INTO ${readingTable(channel)} (series_id, at_ms, boot_id, seq, sampled_at_ms,
         received_at_ms, quality${fieldColumnsOf(channel)})
       VALUES (?, ?, ?, ?, ?, ?, ?${slots.join("")}) ON CONFLICT DO NOTHING`,
    ),
  };
}

/**
 * Writes batches, each as one database transaction that is on disk when the call returns. Throws
 * what concerns the whole batch (disk full, busy, input/output) with nothing of it stored.
 */
export function createBatchWriter(db: Sqlite): (batch: ReadingBatch) => WriteResult {
  const ids = createInterner(db);
  const latest = createLatestWriter(db);
  const writers = new Map<string, ChannelWriter>(
    STORED_CHANNELS.map((channel) => [channel, createChannelWriter(db, channel)]),
  );
  const addQuarantine = createQuarantineWriter(db);
  const addDirty = db.prepare(
    "INSERT INTO rollup_dirty (series_id, hour_ms) VALUES (?, ?) ON CONFLICT DO NOTHING",
  );

  const writeAll = db.transaction((batch: ReadingBatch): WriteResult => {
    const changes: Changes = { stored: 0, duplicates: 0, rejected: [], dirtyHours: new Map() };
    for (const reading of batch.readings) {
      const detail = writeReading(reading, writers.get(reading.channel), { ids, latest, changes });
      if (detail !== null) changes.rejected.push({ reading, detail });
    }
    for (const [seriesId, hours] of changes.dirtyHours) {
      for (const hourMs of hours) addDirty.run(seriesId, hourMs);
    }
    latest.flush();
    let quarantined = 0;
    for (const message of batch.quarantined) quarantined += addQuarantine(message);
    const { stored, duplicates, rejected } = changes;
    return { stored, duplicates, quarantined, rejected };
  });

  return (batch) => {
    try {
      return writeAll.immediate(batch);
    } catch (error) {
      ids.forget();
      latest.forget();
      throw error;
    }
  };
}

/** Null when it is stored, now or before; else why it never can be. */
function writeReading(
  reading: Reading,
  writer: ChannelWriter | undefined,
  to: { ids: Interner; latest: LatestWriter; changes: Changes },
): string | null {
  if (!writer) return "the channel is not stored";
  const encoded = writer.encode(reading.fields);
  if (!encoded.ok) return encoded.detail;
  const { ids, latest, changes } = to;
  const { atMs, seq, sampledAtMs, receivedAtMs, quality } = reading;
  const seriesId = ids.seriesId(reading);
  const row = [seriesId, atMs, ids.bootId(reading), seq, sampledAtMs, receivedAtMs, quality];
  try {
    if (writer.insert.run(...row, ...encoded.values).changes === 0) {
      changes.duplicates += 1;
      return null;
    }
  } catch (error) {
    if (isRowFault(error)) return error.message;
    throw error;
  }
  changes.stored += 1;
  latest.offer(reading, encoded.values);
  if (!UNCOUNTED_QUALITIES.has(quality)) markDirty(changes.dirtyHours, seriesId, atMs);
  return null;
}

function markDirty(dirtyHours: Map<number, Set<number>>, seriesId: number, atMs: number): void {
  const hourMs = Math.floor(atMs / ROLLUP_MS) * ROLLUP_MS;
  const hours = dirtyHours.get(seriesId);
  if (hours) hours.add(hourMs);
  else dirtyHours.set(seriesId, new Set([hourMs]));
}
