import { CHANNELS, STORED_CHANNELS, type StoredChannel } from "@resik/contract/channel";
import { ROLLUP_MS } from "@resik/contract/series";
import type { Sqlite } from "@resik/kit/sqlite";
import { readingTable } from "./channel-table.ts";
import type { RollUp } from "./roll-up.ts";

/** Deletes one step of at most `rowsMax` rows older than `beforeMs`; returns the rows deleted. */
export type DeleteStep = (beforeMs: number, rowsMax: number) => number;

/**
 * Retention. Before raw readings go, the hours they stand in are rolled up where they wait for it
 * and then sealed: the readings that go cannot be counted again, so such an hour is final.
 */
export function createRetention(db: Sqlite, rollUp: RollUp): DeleteStep {
  const channels = STORED_CHANNELS.filter((channel) => CHANNELS[channel].expires).map((channel) =>
    createChannelTrimmer(db, channel, rollUp),
  );
  const deleteQuarantine = db.prepare(
    `DELETE FROM quarantine WHERE id IN (SELECT id FROM quarantine WHERE received_at_ms < ?
     ORDER BY received_at_ms, id LIMIT ?)`,
  );
  const step = db.transaction((beforeMs: number, rowsMax: number): number => {
    let deleted = 0;
    for (const trim of channels) deleted += trim(beforeMs, rowsMax - deleted);
    return deleted + deleteQuarantine.run(beforeMs, rowsMax - deleted).changes;
  });
  return (beforeMs, rowsMax) => step.immediate(beforeMs, rowsMax);
}

function createChannelTrimmer(db: Sqlite, channel: StoredChannel, rollUp: RollUp): DeleteStep {
  const table = readingTable(channel);
  const listSeries = db
    .prepare<unknown[], number>(
      `SELECT s.id FROM series s WHERE s.channel = ? AND EXISTS
         (SELECT 1 FROM ${table} r WHERE r.series_id = s.id AND r.at_ms < ?) LIMIT ?`,
    )
    .pluck();
  const listTimes = db
    .prepare<unknown[], number>(
      `SELECT at_ms FROM ${table} WHERE series_id = ? AND at_ms < ? ORDER BY at_ms, boot_id, seq
       LIMIT ?`,
    )
    .pluck();
  const seal = db.prepare(
    "INSERT INTO rollup_sealed (series_id, hour_ms) VALUES (?, ?) ON CONFLICT DO NOTHING",
  );
  const deleteOldest = db.prepare(
    `DELETE FROM ${table} WHERE (series_id, at_ms, boot_id, seq) IN
       (SELECT series_id, at_ms, boot_id, seq FROM ${table} WHERE series_id = ? AND at_ms < ?
        ORDER BY at_ms, boot_id, seq LIMIT ?)`,
  );

  const trimSeries = (seriesId: number, beforeMs: number, rowsMax: number): number => {
    const times = listTimes.all(seriesId, beforeMs, rowsMax);
    const hours = new Set(times.map((atMs) => Math.floor(atMs / ROLLUP_MS) * ROLLUP_MS));
    for (const hourMs of hours) {
      rollUp.settle(seriesId, channel, hourMs);
      seal.run(seriesId, hourMs);
    }
    return deleteOldest.run(seriesId, beforeMs, rowsMax).changes;
  };

  return (beforeMs, rowsMax) => {
    let deleted = 0;
    for (const seriesId of listSeries.all(channel, beforeMs, rowsMax)) {
      if (deleted >= rowsMax) break;
      deleted += trimSeries(seriesId, beforeMs, rowsMax - deleted);
    }
    return deleted;
  };
}
