import { join } from "node:path";
import { openDurableSqlite, type Sqlite } from "@resik/kit/sqlite";
import { Kysely, SqliteDialect } from "kysely";
import { migrateRegistry } from "./migrations.ts";
import type { RegistryDb, RegistryTables } from "./tables.ts";

export interface Registry {
  db: RegistryDb;
  close(): Promise<void>;
}

export const registryPath = (dataDir: string): string =>
  join(dataDir, "registry", "registry.sqlite");

/**
 * Opens the registry of sites, devices and people, and brings it to the current version.
 *
 * @throws when the file cannot be opened, is newer than this program, or is not durable.
 */
export function openRegistry(path: string): Registry {
  const sqlite: Sqlite = openDurableSqlite(path);
  try {
    migrateRegistry(sqlite);
  } catch (error) {
    sqlite.close();
    throw error;
  }
  const database = withPreparedStatements(sqlite);
  const db = new Kysely<RegistryTables>({ dialect: new SqliteDialect({ database }) });
  return { db, close: () => db.destroy() };
}

/** Statements kept prepared; lists of different lengths make different texts. */
const STATEMENTS_MAX = 200;

/**
 * Keeps statements prepared between queries: preparing costs several times what a look-up does,
 * and a whole district's devices may ask at once. The least recently made one leaves first.
 */
function withPreparedStatements(sqlite: Sqlite) {
  const statements = new Map<string, ReturnType<Sqlite["prepare"]>>();
  return {
    prepare(text: string) {
      const known = statements.get(text);
      if (known) return known;
      const statement = sqlite.prepare(text);
      const oldest = statements.keys().next();
      if (statements.size >= STATEMENTS_MAX && !oldest.done) statements.delete(oldest.value);
      statements.set(text, statement);
      return statement;
    },
    close: () => void sqlite.close(),
  };
}
