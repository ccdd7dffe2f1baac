import { statSync } from "node:fs";
import type { Clock } from "@resik/kit/clock";
import { openReadonlySqlite, type Sqlite } from "@resik/kit/sqlite";
import type { ReadingSource } from "../port.ts";
import { createSqliteQueries, type SqliteQueries } from "./queries.ts";
import { schemaProblem } from "./schema.ts";

/** How often an open file is compared with the one that lies at its path. */
const CHECK_PERIOD_MS = 1_000;

interface Opened {
  db: Sqlite;
  queries: SqliteQueries;
  file: string;
  checkedAtMs: number;
}

/**
 * Reads the store that another process writes. While the file is not there, or its schema is not
 * the one this version reads, every query answers empty and `notReady` says why; it opens by
 * itself as soon as it can, and again when the file was replaced.
 */
export function createSqliteSource(path: string, clock: Clock): ReadingSource {
  let opened: Opened | null = null;
  let problem: string | null = null;
  let closed = false;

  function drop(): void {
    opened?.db.close();
    opened = null;
  }

  function refresh(): Opened | null {
    if (closed) return null;
    const nowMs = clock.monotonicMs();
    if (opened && nowMs - opened.checkedAtMs < CHECK_PERIOD_MS) return opened;
    const file = fileIdentity(path);
    if (opened && opened.file === file) {
      opened.checkedAtMs = nowMs;
      return opened;
    }
    drop();
    const attempt = file === null ? missing(path) : tryOpen(path);
    if (typeof attempt === "string") problem = attempt;
    else opened = { ...attempt, file: file ?? "", checkedAtMs: nowMs };
    return opened;
  }

  const queries = (): SqliteQueries | null => refresh()?.queries ?? null;

  return {
    latest: async (query) => queries()?.latest(query) ?? [],
    series: async (query) => (await queries()?.series(query)) ?? [],
    reading: async (identity) => queries()?.reading(identity) ?? null,
    async *scan(query) {
      const current = queries();
      if (current) yield* current.scan(query);
    },
    quarantine: async (query) => queries()?.quarantine.page(query) ?? { rows: [], next: null },
    quarantined: async (id) => queries()?.quarantine.one(id) ?? null,
    async *rollUps(channel, beforeMs) {
      const current = queries();
      if (current) yield* current.carry.rollUps(channel, beforeMs);
    },
    sealedBeforeMs: async () => queries()?.carry.sealedBeforeMs() ?? null,
    tally: async (channel) => queries()?.carry.tally(channel) ?? [],
    async notReady() {
      if (closed) return "The readings source is closed.";
      const current = refresh();
      return current ? troubleWith(current.db, path) : problem;
    },
    async close() {
      closed = true;
      drop();
    },
  };
}

/** Why an open database cannot be asked: its tables may have gone since it was opened. */
function troubleWith(db: Sqlite, path: string): string | null {
  try {
    return schemaProblem(db, path);
  } catch (error) {
    return unreadable(path, error);
  }
}

const unreadable = (path: string, error: unknown): string =>
  `The readings file ${path} cannot be read: ${error instanceof Error ? error.message : String(error)}.`;

const missing = (path: string): string =>
  `The readings file ${path} does not exist yet; ingest makes it when it starts.`;

/** Device and inode of the file at a path; null when there is none. */
function fileIdentity(path: string): string | null {
  const stat = statSync(path, { throwIfNoEntry: false, bigint: true });
  return stat ? `${stat.dev}:${stat.ino}` : null;
}

/** The opened database, or why it cannot be used, as a sentence. */
function tryOpen(path: string): { db: Sqlite; queries: SqliteQueries } | string {
  let db: Sqlite | null = null;
  try {
    db = openReadonlySqlite(path);
    const sentence = schemaProblem(db, path);
    if (sentence === null) return { db, queries: createSqliteQueries(db) };
    db.close();
    return sentence;
  } catch (error) {
    db?.close();
    return unreadable(path, error);
  }
}
