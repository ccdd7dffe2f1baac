import { closeSync, fsyncSync, openSync, statSync } from "node:fs";
import Database from "better-sqlite3";
import { openReadonlySqlite } from "./sqlite.ts";

/** Pages copied before other work of the process goes first: 8 MiB, some milliseconds. */
const PAGES_A_STEP = 2_048;

export interface CopyOptions {
  /** Ends the copy between two steps; what was written so far is removed. */
  signal?: AbortSignal;
  /** Share of the pages that are copied, 0 to 1. */
  onProgress?: (ratio: number) => void;
}

/** A database as it stood at one moment, while another program goes on writing it. */
export interface SqliteSnapshot {
  /** Bytes the copy will have. */
  bytes: number;
  /**
   * Writes the copy as one file without a log beside it, on disk when the promise resolves.
   *
   * @throws when the signal ends it, the disk fails or the copy is not sound.
   */
  copyTo(path: string, options?: CopyOptions): Promise<void>;
  close(): void;
}

/**
 * Takes hold of a database as it stands now. The hold is a read transaction: a copy in steps
 * without one starts over whenever another process commits in between, so that it never ends under
 * load [sqlite.org/c3ref/backup_finish]. Writers go on; their log cannot be emptied until `close`.
 *
 * @throws when the file cannot be opened or is no database.
 */
export function openSqliteSnapshot(path: string): SqliteSnapshot {
  const db = openReadonlySqlite(path);
  try {
    db.exec("BEGIN");
    // The transaction begins with the first statement that reads.
    db.prepare("SELECT count(*) FROM sqlite_master").get();
    const pages = Number(db.pragma("page_count", { simple: true }));
    const pageBytes = Number(db.pragma("page_size", { simple: true }));
    return {
      bytes: pages * pageBytes,
      async copyTo(target, { signal, onProgress } = {}) {
        signal?.throwIfAborted();
        await db.backup(target, {
          progress({ totalPages, remainingPages }) {
            signal?.throwIfAborted();
            onProgress?.(totalPages === 0 ? 1 : 1 - remainingPages / totalPages);
            return PAGES_A_STEP;
          },
        });
        sealSqliteFile(target);
      },
      close: () => void db.close(),
    };
  } catch (error) {
    db.close();
    throw error;
  }
}

/**
 * Makes a database that nobody has open one whole file: its log goes into it, and reading it later
 * makes no file beside it. On disk when it returns.
 *
 * @throws when another program has it open or its pages do not fit together.
 */
export function sealSqliteFile(path: string): void {
  const db = new Database(path, { fileMustExist: true });
  try {
    const mode = db.pragma("journal_mode = DELETE", { simple: true });
    if (mode !== "delete") throw new Error(`${path} is in use: its journal stays ${String(mode)}`);
    const problem = db.pragma("quick_check(1)", { simple: true });
    if (problem !== "ok") throw new Error(`${path} is damaged: ${String(problem)}`);
  } finally {
    db.close();
  }
  syncToDisk(path);
}

/** Why the pages, rows and indexes of a file do not fit together; null when they do. */
export function findSqliteDamage(path: string): string | null {
  let db: Database.Database | null = null;
  try {
    db = openReadonlySqlite(path);
    const problem = db.pragma("integrity_check(1)", { simple: true });
    return problem === "ok" ? null : String(problem);
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  } finally {
    db?.close();
  }
}

/** Puts a file or folder on disk; without it a power cut may take what was just written. */
export function syncToDisk(path: string): void {
  const handle = openSync(path, statSync(path).isDirectory() ? "r" : "r+");
  try {
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
}
