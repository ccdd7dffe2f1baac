import type { Clock } from "@resik/kit/clock";
import { createGroupCommit } from "@resik/kit/group-commit";
import { openDurableSqlite, type Sqlite } from "@resik/kit/sqlite";
import { z } from "zod";
import type { Outbox, OutboxMessage, OutboxOptions, OutboxRow } from "./outbox.ts";

/** Many devices, one sync: how long a message may wait for company, and how many share it. */
const COMMIT_WAIT_MS_MAX = 5;
const COMMIT_ROWS_MAX = 1_000;
const COMMIT_BYTES_MAX = 4 * 1_024 * 1_024;

const rowSchema = z.object({
  position: z.int(),
  device: z.string(),
  boot: z.string(),
  seq: z.int(),
  channel: z.string(),
  topic: z.string(),
  payload: z.instanceof(Uint8Array),
  retain: z.int().transform((flag) => flag === 1),
});

const SCHEMA = `
  CREATE TABLE IF NOT EXISTS outbox (
    position INTEGER PRIMARY KEY AUTOINCREMENT,
    device   TEXT NOT NULL,
    boot     TEXT NOT NULL,
    seq      INTEGER NOT NULL,
    channel  TEXT NOT NULL,
    topic    TEXT NOT NULL,
    payload  BLOB NOT NULL,
    retain   INTEGER NOT NULL,
    UNIQUE (device, boot, seq)
  ) STRICT;
  CREATE INDEX IF NOT EXISTS outbox_device ON outbox (device, position);
`;

type Change = { type: "put"; message: OutboxMessage } | { type: "remove"; position: number };

/** What the group commit does with one batch, in one transaction. */
function createWriter(db: Sqlite, options: OutboxOptions, sizes: Map<string, number>) {
  const insert = db.prepare(
    "INSERT INTO outbox (device, boot, seq, channel, topic, payload, retain) VALUES (?, ?, ?, ?, ?, ?, ?)",
  );
  const remove = db.prepare<[number], { device: string }>(
    "DELETE FROM outbox WHERE position = ? RETURNING device",
  );
  const victim = db.prepare<[string]>(
    "SELECT * FROM outbox WHERE device = ? ORDER BY channel = 'status', position LIMIT 1",
  );
  const bump = (device: string, by: number): void => {
    sizes.set(device, (sizes.get(device) ?? 0) + by);
  };
  const removeAt = (position: number): void => {
    const gone = remove.get(position);
    if (gone) bump(gone.device, -1);
  };
  /** Drops what must give way and returns it, so that it is told only after the commit. */
  const makeRoom = (device: string): OutboxRow | null => {
    if ((sizes.get(device) ?? 0) < options.messagesMax) return null;
    const row = rowSchema.parse(victim.get(device));
    removeAt(row.position);
    return row;
  };
  return db.transaction((changes: readonly Change[]): OutboxRow[] => {
    const droppedRows: OutboxRow[] = [];
    for (const change of changes) {
      if (change.type === "remove") {
        removeAt(change.position);
        continue;
      }
      const { device, boot, seq, channel, topic, payload, retain } = change.message;
      const gone = makeRoom(device);
      if (gone) droppedRows.push(gone);
      insert.run(device, boot, seq, channel, topic, payload, retain ? 1 : 0);
      bump(device, 1);
    }
    return droppedRows;
  });
}

/**
 * An outbox on disk that a whole fleet shares; it survives kill -9 and a power cut.
 *
 * @throws when the file cannot be opened.
 */
export function openSqliteOutbox(path: string, clock: Clock, options: OutboxOptions): Outbox {
  const db = openDurableSqlite(path);
  db.exec(SCHEMA);
  const sizes = new Map<string, number>();
  const counted = db
    .prepare<[], { device: string; rows: number }>(
      "SELECT device, count(*) AS rows FROM outbox GROUP BY device",
    )
    .all();
  for (const { device, rows } of counted) sizes.set(device, rows);
  const write = createWriter(db, options, sizes);
  const page = db.prepare<[string, number, number]>(
    "SELECT * FROM outbox WHERE device = ? AND position > ? ORDER BY position LIMIT ?",
  );
  const dropped = { "outbox-full": 0 };

  const commits = createGroupCommit<Change>({
    clock,
    rowsMax: COMMIT_ROWS_MAX,
    bytesMax: COMMIT_BYTES_MAX,
    waitMsMax: COMMIT_WAIT_MS_MAX,
    bytesOf: (change) => (change.type === "put" ? change.message.payload.byteLength : 0),
    commit(changes) {
      const before = new Map(sizes);
      let gone: OutboxRow[];
      try {
        gone = write.immediate(changes);
      } catch (error) {
        // The database rolled back; so must the counts.
        sizes.clear();
        for (const [device, size] of before) sizes.set(device, size);
        throw error;
      }
      dropped["outbox-full"] += gone.length;
      for (const row of gone) options.onDrop(row, "outbox-full");
    },
  });

  return {
    put: (message) =>
      new Promise((resolve, reject) => {
        commits.add({ type: "put", message }, (error) => (error ? reject(error) : resolve()));
      }),
    page: (device, afterPosition, rowsMax) =>
      page.all(device, afterPosition, rowsMax).map((row) => rowSchema.parse(row)),
    remove: (row) =>
      commits.add({ type: "remove", position: row.position }, () => {
        // A removal that failed leaves the row: it is sent again, and stored once.
      }),
    size: (device) => sizes.get(device) ?? 0,
    dropped,
    close() {
      commits.flush();
      db.close();
      return Promise.resolve();
    },
  };
}
