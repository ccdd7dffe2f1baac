import { withPreparedStatements } from "@resik/kit/prepared-sqlite";
import { openDurableSqlite, openReadonlySqlite, type Sqlite } from "@resik/kit/sqlite";
import { Kysely, sql, SqliteDialect } from "kysely";
import type { LedgerEngine, LedgerReadEngine } from "./engine.ts";
import { checkLedgerVersion, migrateLedger } from "./sqlite-schema.ts";
import type { LedgerDb, LedgerTables } from "./tables.ts";

const kyselyOn = (sqlite: Sqlite): LedgerDb =>
  new Kysely<LedgerTables>({
    dialect: new SqliteDialect({ database: withPreparedStatements(sqlite) }),
  });

/** Moments around a commit at which a test may throw, as a crash would end the program. */
export type CommitMoment = "before-commit" | "after-commit";

export interface SqliteEngineOptions {
  path: string;
  onCommit?: (moment: CommitMoment) => void;
}

interface Connected {
  sqlite: Sqlite;
  db: LedgerDb;
}

const connect = (sqlite: Sqlite): Connected => ({ sqlite, db: kyselyOn(sqlite) });

const inTransaction = <T>(
  { sqlite, db }: Connected,
  begin: "immediate" | "deferred",
  work: (db: LedgerDb) => Promise<T>,
  onCommit?: (moment: CommitMoment) => void,
): Promise<T> =>
  // One connection from begin to commit; whoever comes meanwhile waits for it.
  db.connection().execute(async (connection) => {
    await sql.raw(`begin ${begin}`).execute(connection);
    let result: T;
    try {
      result = await work(connection);
      onCommit?.("before-commit");
      await sql`commit`.execute(connection);
    } catch (error) {
      // A full disk may have rolled it back already [sqlite.org/lang_transaction].
      if (sqlite.inTransaction) await sql`rollback`.execute(connection);
      throw error;
    }
    onCommit?.("after-commit");
    return result;
  });

/**
 * The book in one SQLite file: one writing connection whose commits are on disk when they return,
 * and one that reads beside it.
 *
 * @throws StartError when a newer version wrote the file; an error when it cannot be opened.
 */
export function openSqliteEngine({ path, onCommit }: SqliteEngineOptions): LedgerEngine {
  const writer = openDurableSqlite(path);
  try {
    migrateLedger(writer, path);
  } catch (error) {
    writer.close();
    throw error;
  }
  const writes = connect(writer);
  const { reads, snapshot, close } = readEngineOn(openReadonlySqlite(path), path);
  return {
    reads,
    snapshot,
    write: (work) => inTransaction(writes, "immediate", work, onCommit),
    async close() {
      await close();
      await writes.db.destroy();
    },
  };
}

/**
 * The book in one SQLite file, for reading only: beside the program that writes it, or without it.
 *
 * @throws StartError when another version wrote the file; an error when it cannot be opened.
 */
export function openSqliteReadEngine(path: string): LedgerReadEngine {
  const sqlite = openReadonlySqlite(path);
  try {
    checkLedgerVersion(sqlite, path);
  } catch (error) {
    sqlite.close();
    throw error;
  }
  return readEngineOn(sqlite, path);
}

function readEngineOn(sqlite: Sqlite, path: string): LedgerReadEngine {
  const reads = kyselyOn(sqlite);
  return {
    reads,
    async snapshot(work) {
      // A connection of its own, so that a long proof does not hold up short reads.
      const snapshot = connect(openReadonlySqlite(path));
      try {
        return await inTransaction(snapshot, "deferred", work);
      } finally {
        await snapshot.db.destroy();
      }
    },
    close: () => reads.destroy(),
  };
}
