import { STORED_CHANNELS, type StoredChannel } from "@resik/contract/channel";
import { DAY_ALIGN_MS, DAY_MS, fieldsOf, numericFieldsOf } from "@resik/contract/series";
import { StartError } from "@resik/kit/program";
import type { Sqlite } from "@resik/kit/sqlite";
import { columnType, latestTable, quoted, readingTable } from "./channel-table.ts";

/**
 * Each step takes the schema from its index to the next version. Steps are never edited once
 * released. Columns of fields are not part of it: they follow the contract, see `addFields`.
 */
const MIGRATIONS: readonly string[] = [
  `
  CREATE TABLE series (
    id INTEGER PRIMARY KEY, channel TEXT NOT NULL, device TEXT NOT NULL, site TEXT NOT NULL,
    UNIQUE (channel, device, site)
  ) STRICT;
  CREATE TABLE boot (
    id INTEGER PRIMARY KEY, device TEXT NOT NULL, boot TEXT NOT NULL, UNIQUE (device, boot)
  ) STRICT;
  CREATE TABLE field (id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE) STRICT;

  CREATE TABLE rollup (
    series_id INTEGER NOT NULL, field_id INTEGER NOT NULL, hour_ms INTEGER NOT NULL,
    n INTEGER NOT NULL, min REAL NOT NULL, max REAL NOT NULL, sum REAL NOT NULL,
    last REAL NOT NULL,
    PRIMARY KEY (series_id, field_id, hour_ms)
  ) WITHOUT ROWID, STRICT;
  -- Taken in order of id: an hour that is written to all the time does not starve the others.
  CREATE TABLE rollup_dirty (
    id INTEGER PRIMARY KEY, series_id INTEGER NOT NULL, hour_ms INTEGER NOT NULL,
    UNIQUE (series_id, hour_ms)
  ) STRICT;
  -- Hours whose raw readings are deleted, in part at least: their roll-up is final.
  CREATE TABLE rollup_sealed (
    series_id INTEGER NOT NULL, hour_ms INTEGER NOT NULL, PRIMARY KEY (series_id, hour_ms)
  ) WITHOUT ROWID, STRICT;

  CREATE TABLE quarantine (
    id INTEGER PRIMARY KEY, fingerprint BLOB NOT NULL UNIQUE, topic TEXT NOT NULL,
    payload BLOB NOT NULL, received_at_ms INTEGER NOT NULL, reason TEXT NOT NULL,
    detail TEXT NOT NULL
  ) STRICT;
  CREATE INDEX quarantine_time ON quarantine (received_at_ms, id);
  CREATE INDEX quarantine_reason ON quarantine (reason, received_at_ms, id);
  `,
  `
  -- Days from midnight to midnight in UTC+7, made out of their hours: a year of windows of days
  -- reads a twenty-fourth of the rows.
  CREATE TABLE rollup_day (
    series_id INTEGER NOT NULL, field_id INTEGER NOT NULL, day_ms INTEGER NOT NULL,
    n INTEGER NOT NULL, min REAL NOT NULL, max REAL NOT NULL, sum REAL NOT NULL,
    last REAL NOT NULL,
    PRIMARY KEY (series_id, field_id, day_ms)
  ) WITHOUT ROWID, STRICT;
  INSERT INTO rollup_day
    SELECT d.series_id, d.field_id, d.day_ms, d.n, d.min, d.max, d.sum, h.last FROM (
      SELECT series_id, field_id,
        (hour_ms + ${DAY_ALIGN_MS}) / ${DAY_MS} * ${DAY_MS} - ${DAY_ALIGN_MS} AS day_ms,
        sum(n) AS n, min(min) AS min, max(max) AS max, sum(sum) AS sum, max(hour_ms) AS last_ms
      FROM rollup GROUP BY 1, 2, 3
    ) d JOIN rollup h
      ON h.series_id = d.series_id AND h.field_id = d.field_id AND h.hour_ms = d.last_ms;
  `,
];

export const READINGS_SCHEMA_VERSION = MIGRATIONS.length;

const hasTable = (db: Sqlite, name: string): boolean =>
  db.prepare("SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = ?").get(name) !==
  undefined;

function storedVersion(db: Sqlite): number {
  if (!hasTable(db, "schema_version")) return 0;
  return db.prepare<[], number>("SELECT version FROM schema_version").pluck().get() ?? 0;
}

const newerSentence = (path: string, version: number): string =>
  `The readings file ${path} was written by a newer version of Resik (schema ${version}, ` +
  `this one knows ${READINGS_SCHEMA_VERSION}); update Resik to use it.`;

/**
 * Brings the file to the schema of this version, in one database transaction.
 *
 * @throws StartError when a newer version of Resik wrote it.
 */
export function migrate(db: Sqlite, path: string): void {
  const run = db.transaction(() => {
    const version = storedVersion(db);
    if (version > READINGS_SCHEMA_VERSION) throw new StartError(newerSentence(path, version));
    for (const step of MIGRATIONS.slice(version)) db.exec(step);
    db.exec("CREATE TABLE IF NOT EXISTS schema_version (version INTEGER NOT NULL) STRICT");
    db.exec("DELETE FROM schema_version");
    db.prepare("INSERT INTO schema_version VALUES (?)").run(READINGS_SCHEMA_VERSION);
    for (const channel of STORED_CHANNELS) addFields(db, channel);
  });
  run.immediate();
}

/**
 * Tables of a channel with a column for each field of the contract; a field that is new in the
 * contract gets its column here. The readings of a series lie together in order of time, which is
 * how they are read; identity has its own index.
 */
function addFields(db: Sqlite, channel: StoredChannel): void {
  db.exec(`
    CREATE TABLE IF NOT EXISTS ${readingTable(channel)} (
      series_id INTEGER NOT NULL, at_ms INTEGER NOT NULL, boot_id INTEGER NOT NULL,
      seq INTEGER NOT NULL, sampled_at_ms INTEGER, received_at_ms INTEGER NOT NULL,
      quality TEXT NOT NULL,
      PRIMARY KEY (series_id, at_ms, boot_id, seq), UNIQUE (boot_id, seq)
    ) WITHOUT ROWID, STRICT;
    CREATE TABLE IF NOT EXISTS ${latestTable(channel)} (
      device TEXT PRIMARY KEY, site TEXT NOT NULL, boot TEXT NOT NULL, seq INTEGER NOT NULL,
      at_ms INTEGER NOT NULL, sampled_at_ms INTEGER, received_at_ms INTEGER NOT NULL,
      quality TEXT NOT NULL
    ) WITHOUT ROWID, STRICT;
  `);
  for (const table of [readingTable(channel), latestTable(channel)]) {
    for (const name of missingFields(db, channel, table)) {
      const spec = fieldsOf(channel)[name];
      if (spec) db.exec(`ALTER TABLE ${table} ADD COLUMN ${quoted(name)} ${columnType(spec)}`);
    }
  }
  const addField = db.prepare("INSERT INTO field (name) VALUES (?) ON CONFLICT DO NOTHING");
  for (const name of numericFieldsOf(channel)) addField.run(name);
}

function missingFields(db: Sqlite, channel: StoredChannel, table: string): string[] {
  const columns = new Set(
    db.prepare<[string], string>("SELECT name FROM pragma_table_info(?)").pluck().all(table),
  );
  return Object.keys(fieldsOf(channel)).filter((name) => !columns.has(name));
}

/** Why a reader cannot use the file as it is, as a sentence; null when it can. */
export function schemaProblem(db: Sqlite, path: string): string | null {
  const version = storedVersion(db);
  if (version > READINGS_SCHEMA_VERSION) return newerSentence(path, version);
  const incomplete = STORED_CHANNELS.some(
    (channel) => missingFields(db, channel, readingTable(channel)).length > 0,
  );
  if (version < READINGS_SCHEMA_VERSION || incomplete) {
    return `The readings file ${path} waits for this version's ingest to prepare it.`;
  }
  return null;
}
