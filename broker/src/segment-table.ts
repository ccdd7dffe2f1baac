import { openDurableSqlite } from "@resik/kit/sqlite";

/** A run of messages that one group commit made durable. */
export interface Segment {
  /** The cursor: rises with every commit, never used twice. */
  id: number;
  rows: number;
  bytes: Buffer;
}

export interface Removed {
  /** Everything up to this id is gone. */
  to: number;
  rows: number;
  bytes: number;
}

/** The inbox as it lies on disk: one row is one group commit, written once and deleted whole. */
export interface SegmentTable {
  /** What is there at the start; `highId` is the highest id ever given out. */
  start: { rows: number; bytes: number; lowId: number; highId: number };
  /**
   * One durable transaction: appends a segment (null: none) and removes a bounded number of
   * segments up to `removeTo`.
   */
  write(
    segment: { firstAtMs: number; rows: number; bytes: Buffer } | null,
    removeTo: number,
  ): { id: number | null; removed: Removed };
  /** The first segment after the id. */
  after(id: number): Segment | undefined;
  /** When the first message of the oldest segment was received. */
  oldestAtMs(): number | null;
  close(): void;
}

/** One transaction removes at most so many segments, so that no commit waits long for it. */
const REMOVE_SEGMENTS_MAX = 256;

/** @throws when the file cannot be opened durably. */
export function openSegmentTable(path: string): SegmentTable {
  const db = openDurableSqlite(path);
  // A commit is up to a few hundred kilobytes: checkpoint by 32 MiB, and give the space back.
  db.pragma("wal_autocheckpoint = 8192");
  db.pragma("journal_size_limit = 67108864");
  db.exec(`CREATE TABLE IF NOT EXISTS segment (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    first_at_ms INTEGER NOT NULL,
    rows INTEGER NOT NULL,
    byte_count INTEGER NOT NULL,
    bytes BLOB NOT NULL
  ) STRICT`);

  const insert = db.prepare<[number, number, number, Buffer]>(
    "INSERT INTO segment (first_at_ms, rows, byte_count, bytes) VALUES (?, ?, ?, ?)",
  );
  const next = db.prepare<[number], Segment>(
    "SELECT id, rows, bytes FROM segment WHERE id > ? ORDER BY id LIMIT 1",
  );
  const removable = db.prepare<
    [number, number],
    { to: number | null; rows: number; bytes: number }
  >(
    `SELECT max(id) AS "to", sum(rows) AS rows, sum(byte_count) AS bytes FROM
       (SELECT id, rows, byte_count FROM segment WHERE id <= ? ORDER BY id LIMIT ?)`,
  );
  const remove = db.prepare<[number]>("DELETE FROM segment WHERE id <= ?");
  const oldest = db.prepare<[], { first_at_ms: number }>(
    "SELECT first_at_ms FROM segment ORDER BY id LIMIT 1",
  );

  function removeUpTo(id: number): Removed {
    const found = removable.get(id, REMOVE_SEGMENTS_MAX);
    if (!found || found.to === null) return { to: id, rows: 0, bytes: 0 };
    remove.run(found.to);
    return { to: found.to, rows: found.rows, bytes: found.bytes };
  }

  const transaction = db.transaction<SegmentTable["write"]>((segment, removeTo) => ({
    id:
      segment &&
      Number(
        insert.run(segment.firstAtMs, segment.rows, segment.bytes.length, segment.bytes)
          .lastInsertRowid,
      ),
    removed: removeUpTo(removeTo),
  }));

  const totals = db
    .prepare<[], { rows: number; bytes: number; low: number | null; high: number | null }>(
      `SELECT coalesce(sum(rows), 0) AS rows, coalesce(sum(byte_count), 0) AS bytes,
              min(id) AS low, (SELECT seq FROM sqlite_sequence WHERE name = 'segment') AS high
       FROM segment`,
    )
    .get();
  const highId = totals?.high ?? 0;

  return {
    start: {
      rows: totals?.rows ?? 0,
      bytes: totals?.bytes ?? 0,
      lowId: totals?.low ?? highId + 1,
      highId,
    },
    write: (segment, removeTo) => transaction.immediate(segment, removeTo),
    after: (id) => next.get(id),
    oldestAtMs: () => oldest.get()?.first_at_ms ?? null,
    close: () => void db.close(),
  };
}
