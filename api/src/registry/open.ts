import { join } from "node:path";
import { withPreparedStatements } from "@resik/kit/prepared-sqlite";
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
