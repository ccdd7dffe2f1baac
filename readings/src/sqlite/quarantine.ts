import { createHash } from "node:crypto";
import type { QuarantineReason } from "@resik/contract/quarantine";
import type { QuarantinedMessage } from "@resik/contract/reading";
import type { Sqlite } from "@resik/kit/sqlite";
import { QueryError, type QuarantinePage, type QuarantineQuery } from "../port.ts";
import type { StoredQuarantine } from "../port.ts";

/** Quarantine may hold many copies of one payload, but never the same message twice. */
function fingerprintOf(message: QuarantinedMessage): Buffer {
  const head = JSON.stringify([message.topic, message.receivedAtMs, message.reason]);
  return createHash("sha256").update(head).update("\n").update(message.payload).digest();
}

/** Adds a message unless it is there; returns the rows added, 0 or 1. */
export function createQuarantineWriter(db: Sqlite): (message: QuarantinedMessage) => number {
  const insert = db.prepare(
    `INSERT INTO quarantine (fingerprint, topic, payload, received_at_ms, reason, detail)
     VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING`,
  );
  return (message) =>
    insert.run(
      fingerprintOf(message),
      message.topic,
      message.payload,
      message.receivedAtMs,
      message.reason,
      message.detail,
    ).changes;
}

type Row = [
  id: number,
  topic: string,
  payload: Buffer,
  receivedAtMs: number,
  reason: string,
  detail: string,
];

const COLUMNS = "id, topic, payload, received_at_ms, reason, detail";

const messageOf = ([id, topic, payload, receivedAtMs, reason, detail]: Row): StoredQuarantine => ({
  id: String(id),
  topic,
  payload,
  receivedAtMs,
  // Written from the closed list.
  reason: reason as QuarantineReason,
  detail,
});

const cursorOf = (message: StoredQuarantine): string => `${message.receivedAtMs}.${message.id}`;

function parseCursor(cursor: string): [receivedAtMs: number, id: number] {
  const match = /^(-?\d{1,16})\.(\d{1,16})$/.exec(cursor);
  if (!match) throw new QueryError("the cursor is not one of the quarantine list");
  return [Number(match[1]), Number(match[2])];
}

export interface QuarantineReader {
  page(query: QuarantineQuery): QuarantinePage;
  one(id: string): StoredQuarantine | null;
}

export function createQuarantineReader(db: Sqlite): QuarantineReader {
  const all = db.prepare<unknown[], Row>(
    `SELECT ${COLUMNS} FROM quarantine WHERE (received_at_ms, id) < (?, ?)
     ORDER BY received_at_ms DESC, id DESC LIMIT ?`,
  );
  const byReason = db.prepare<unknown[], Row>(
    `SELECT ${COLUMNS} FROM quarantine WHERE reason = ? AND (received_at_ms, id) < (?, ?)
     ORDER BY received_at_ms DESC, id DESC LIMIT ?`,
  );
  const one = db.prepare<[number], Row>(`SELECT ${COLUMNS} FROM quarantine WHERE id = ?`);
  for (const statement of [all, byReason, one]) statement.raw();

  return {
    page({ reason, cursor, limit }) {
      const before = cursor === undefined ? [Number.MAX_SAFE_INTEGER, 0] : parseCursor(cursor);
      const rowsMax = limit + 1;
      const found =
        reason === undefined
          ? all.all(...before, rowsMax)
          : byReason.all(reason, ...before, rowsMax);
      const rows = found.slice(0, limit).map(messageOf);
      const last = rows.at(-1);
      return { rows, next: found.length > limit && last ? cursorOf(last) : null };
    },
    one(id) {
      const row = /^\d{1,16}$/.test(id) ? one.get(Number(id)) : undefined;
      return row ? messageOf(row) : null;
    },
  };
}
