import { join } from "node:path";
import { openDurableSqlite } from "@resik/kit/sqlite";

/** The readings file of an api that keeps it in its data folder. */
export const readingsPath = (dataDir: string): string =>
  join(dataDir, "readings", "readings.sqlite");

/**
 * Takes every table of the readings file away from under its readers, as damage would: each
 * question fails from now on. Returns what puts them back.
 */
export function loseTables(dataDir: string): () => void {
  const path = readingsPath(dataDir);
  const renameAll = (from: string, to: (name: string) => string): void => {
    const db = openDurableSqlite(path);
    try {
      const names = db
        .prepare<[string], string>(
          `SELECT name FROM sqlite_master
           WHERE type = 'table' AND name NOT LIKE 'sqlite_%' AND name GLOB ?`,
        )
        .pluck()
        .all(from);
      for (const name of names) db.exec(`ALTER TABLE "${name}" RENAME TO "${to(name)}"`);
    } finally {
      db.close();
    }
  };
  renameAll("*", (name) => `lost_${name}`);
  return () => renameAll("lost_*", (name) => name.slice("lost_".length));
}
