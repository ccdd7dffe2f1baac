import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { Clock } from "@resik/kit/clock";
import { StartError } from "@resik/kit/program";
import { openDurableSqlite } from "@resik/kit/sqlite";
import { isInfluxAddress, parseInfluxAddress, type InfluxPlace } from "./influxdb/address.ts";
import type { InfluxCredentials } from "./influxdb/credentials.ts";
import { openInfluxSource, openInfluxStore } from "./influxdb/open.ts";
import type { ReadingSource, ReadingStore } from "./port.ts";
import { createSqliteSource } from "./sqlite/source.ts";
import { sqliteCodeOf } from "./sqlite/sqlite-error.ts";
import { createSqliteStore } from "./sqlite/store.ts";

export interface OpenContext {
  /** Folder of the embedded stores. */
  dataDir: string;
  clock: Clock;
  /** Who we are at InfluxDB; absent, nobody. */
  influxdb?: InfluxCredentials;
}

export interface OpenStoreContext extends OpenContext {
  /** Days that a server which expires readings by itself keeps them; absent or null, for ever. */
  retentionDays?: number | null;
  /** Whose notes of unfinished work are whose, where several write to one server. */
  writer?: string;
}

/** Where a store lives, one variant for each kind of adapter. */
type Place = { kind: "sqlite"; path: string } | { kind: "influxdb"; server: InfluxPlace };

const NOBODY: InfluxCredentials = { token: null, user: null, password: null, org: "resik" };
const WRITER = "ingest";

/**
 * Reads a store's address: `sqlite:` is `readings/readings.sqlite` in the data folder,
 * `sqlite:///absolute/path` any other file, `influxdb://host:port/database?api=1|2|3` a server.
 *
 * @throws StartError for anything else.
 */
function parseAddress(url: string, dataDir: string): Place {
  if (isInfluxAddress(url)) return { kind: "influxdb", server: parseInfluxAddress(url) };
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
      `in the data folder, sqlite:///absolute/path for another one or ` +
      `influxdb://host:port/database?api=1|2|3 for a server.`,
  );
}

/**
 * Opens the readings store for its one writer, ingest. A server that does not answer is no reason
 * not to open: what is written waits for it.
 *
 * @throws StartError with one sentence when the address is not supported, the file is not ours, or
 * the server refuses us or keeps readings too short; errors of the file system pass through.
 */
export async function openReadingStore(
  url: string,
  context: OpenStoreContext,
): Promise<ReadingStore> {
  const place = parseAddress(url, context.dataDir);
  switch (place.kind) {
    case "sqlite":
      return openSqliteStore(place.path);
    case "influxdb": {
      const { clock, influxdb = NOBODY, retentionDays = null, writer = WRITER } = context;
      const options = { clock, credentials: influxdb, retentionDays, writer };
      return openInfluxStore(place.server, options);
    }
  }
}

function openSqliteStore(path: string): ReadingStore {
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
 * Opens the readings for questions only. Never waits for the store: while a file cannot be read,
 * every query answers empty; while a server cannot be had, every query says so. `notReady` says
 * why.
 *
 * @throws StartError when the address is not supported or credentials are missing.
 */
export async function openReadingSource(url: string, context: OpenContext): Promise<ReadingSource> {
  const place = parseAddress(url, context.dataDir);
  switch (place.kind) {
    case "sqlite":
      return createSqliteSource(place.path, context.clock);
    case "influxdb": {
      const { clock, influxdb = NOBODY } = context;
      return openInfluxSource(place.server, { clock, credentials: influxdb });
    }
  }
}
