import { mkdirSync } from "node:fs";
import { dirname } from "node:path";
import Database from "better-sqlite3";

export type Sqlite = Database.Database;
export type SqliteStatement<P extends unknown[] = unknown[], R = unknown> = Database.Statement<
  P,
  R
>;

const BUSY_TIMEOUT_MS = 5_000;

/**
 * Opens a database whose commits are on disk when they return: WAL with `synchronous=FULL`. The
 * pragma still prints FULL right after the switch to WAL when NORMAL is in force, so it is set
 * last and read back after a statement has run.
 *
 * @throws when the file cannot be opened or the guarantee cannot be had.
 */
export function openDurableSqlite(path: string): Sqlite {
  if (path !== ":memory:") mkdirSync(dirname(path), { recursive: true });
  const db = new Database(path);
  try {
    db.pragma("journal_mode = WAL");
    db.pragma("synchronous = FULL");
    db.pragma("foreign_keys = ON");
    db.pragma(`busy_timeout = ${BUSY_TIMEOUT_MS}`);
    db.prepare("SELECT count(*) FROM sqlite_master").get();
    const mode = db.pragma("journal_mode", { simple: true });
    if (path !== ":memory:" && mode !== "wal") throw new Error(`journal mode is ${String(mode)}`);
    const synchronous = db.pragma("synchronous", { simple: true });
    if (synchronous !== 2) throw new Error(`synchronous is ${String(synchronous)}, not FULL`);
    return db;
  } catch (error) {
    db.close();
    throw error;
  }
}

/** Opens an existing database for reading only; writers are never blocked by it. */
export function openReadonlySqlite(path: string): Sqlite {
  const db = new Database(path, { readonly: true, fileMustExist: true });
  db.pragma(`busy_timeout = ${BUSY_TIMEOUT_MS}`);
  return db;
}
