import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { Clock } from "@resik/kit/clock";
import { StartError } from "@resik/kit/program";
import { openDurableSqlite } from "@resik/kit/sqlite";
import type { ReadingSource, ReadingStore } from "./port.ts";
import { createSqliteSource } from "./sqlite/source.ts";
import { sqliteCodeOf } from "./sqlite/sqlite-error.ts";
import { createSqliteStore } from "./sqlite/store.ts";

export interface OpenContext {
  /** Folder of the embedded stores. */
  dataDir: string;
  clock: Clock;
}

/** Where a store lives, one variant for each kind of adapter. */
type Place = { kind: "sqlite"; path: string };

/**
 * Reads a store's address: `sqlite:` is `readings/readings.sqlite` in the data folder,
 * `sqlite:///absolute/path` any other file.
 *
 * @throws StartError for anything else.
 */
function parseAddress(url: string, dataDir: string): Place {
  if (url === "sqlite:") {
    return { kind: "sqlite", path: join(dataDir, "readings", "readings.sqlite") };
  }
  if (url.startsWith("sqlite:///") && url.length > "sqlite:///".length && URL.canParse(url)) {
    return { kind: "sqlite", path: fileURLToPath(`file:${url.slice("sqlite:".length)}`) };
  }
  // Not the whole address: it may hold a password.
  const scheme = /^[A-Za-z][A-Za-z0-9+.-]{0,20}:/.exec(url)?.[0] ?? "without a scheme";
  throw new StartError(
    `The address of the readings store (${scheme}) is not supported; use sqlite: for a file ` +
      `in the data folder or sqlite:///absolute/path for another one.`,
  );
}

/**
 * Opens the readings store for its one writer, ingest.
 *
 * @throws StartError with one sentence when the address is not supported or the file is not ours;
 * errors of the file system pass through.
 */
export async function openReadingStore(url: string, context: OpenContext): Promise<ReadingStore> {
  const { path } = parseAddress(url, context.dataDir);
  try {
    const db = openDurableSqlite(path);
    try {
      return createSqliteStore(db, path);
    } catch (error) {
      db.close();
      throw error;
    }
  } catch (error) {
    if (sqliteCodeOf(error) === "SQLITE_NOTADB") {
      throw new StartError(`The file ${path} is not a readings store.`);
    }
    throw error;
  }
}

/**
 * Opens the readings for questions only. Never waits for the store: while it cannot be read, every
 * query answers empty and `notReady` says why.
 *
 * @throws StartError when the address is not supported.
 */
export async function openReadingSource(url: string, context: OpenContext): Promise<ReadingSource> {
  return createSqliteSource(parseAddress(url, context.dataDir).path, context.clock);
}
