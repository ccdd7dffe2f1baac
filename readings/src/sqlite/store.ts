import type { Sqlite } from "@resik/kit/sqlite";
import type { ReadingStore } from "../port.ts";
import { createRollUpWriter } from "./carry.ts";
import { createSqliteQueries } from "./queries.ts";
import { createRetention } from "./retention.ts";
import { createRollUp } from "./roll-up.ts";
import { migrate } from "./schema.ts";
import { createBatchWriter } from "./write.ts";

/**
 * The readings store on SQLite: the one writer of its file. Takes over a database that
 * `openDurableSqlite` opened, brings its schema up to date and closes it in the end; `path` is
 * for messages.
 *
 * @throws StartError when a newer version of Resik wrote the file.
 */
export function createSqliteStore(db: Sqlite, path: string): ReadingStore {
  // Each checkpoint writes every touched page once more: by 32 MiB of log instead of 4, the pages
  // at the growing end of each series go once where they went eight times.
  db.pragma("wal_autocheckpoint = 8192");
  db.pragma("journal_size_limit = 67108864");
  // The growing end of every series, so that an insert seldom reads the disk.
  db.pragma("cache_size = -32768");
  migrate(db, path);
  const queries = createSqliteQueries(db);
  const writeBatch = createBatchWriter(db);
  const rollUp = createRollUp(db);
  const deleteStep = createRetention(db, rollUp);
  const writeRollUps = createRollUpWriter(db);
  let writeProblem: string | null = null;

  return {
    async write(batch) {
      try {
        const result = writeBatch(batch);
        writeProblem = null;
        return result;
      } catch (error) {
        writeProblem = error instanceof Error ? error.message : String(error);
        throw error;
      }
    },
    rollUp: (hoursMax) => rollUp.run(hoursMax),
    deleteBefore: async (beforeMs, rowsMax) => deleteStep(beforeMs, rowsMax),
    latest: async (query) => queries.latest(query),
    series: (query) => queries.series(query),
    reading: async (identity) => queries.reading(identity),
    scan: (query) => queries.scan(query),
    quarantine: async (query) => queries.quarantine.page(query),
    quarantined: async (id) => queries.quarantine.one(id),
    rollUps: (channel, beforeMs) => queries.carry.rollUps(channel, beforeMs),
    sealedBeforeMs: async () => queries.carry.sealedBeforeMs(),
    tally: async (channel) => queries.carry.tally(channel),
    writeRollUps: async (rows) => writeRollUps(rows),
    // Nothing reads the file but the api, which derives for itself.
    projects: false,
    project: async () => undefined,
    async notReady() {
      if (!db.open) return "The readings store is closed.";
      return writeProblem === null ? null : `The last write failed: ${writeProblem}.`;
    },
    async close() {
      db.close();
    },
  };
}
