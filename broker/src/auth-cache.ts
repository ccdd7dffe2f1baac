import { mqttAuthAnswerSchema, type MqttAuthAnswer } from "@resik/contract/http/mqtt-auth";
import { COMMIT_WAIT_MS_MAX } from "@resik/contract/limits";
import type { Clock } from "@resik/kit/clock";
import { createGroupCommit } from "@resik/kit/group-commit";
import type { Logger } from "@resik/kit/logger";
import { openDurableSqlite } from "@resik/kit/sqlite";

export interface KnownAnswer {
  device: string;
  answer: MqttAuthAnswer;
  askedAtMs: number;
}

/** Positive answers on disk, so that known devices still connect while the api is down. */
export interface AuthCache {
  /** Keyed by the SHA-256 of name and password: the file holds no secret. */
  get(key: Buffer): KnownAnswer | null;
  put(key: Buffer, known: KnownAnswer): void;
  remove(key: Buffer): void;
  removeDevice(device: string): void;
  close(): void;
}

/** Answers kept; beyond it the ones asked longest ago leave. */
const ANSWERS_MAX = 100_000;
const TRIM_EVERY_ROWS = 1_000;

type Change = { key: Buffer; known: KnownAnswer };

/** @throws when the file cannot be opened durably. */
export function openAuthCache(options: { path: string; clock: Clock; logger: Logger }): AuthCache {
  const { path, clock, logger } = options;
  const table = openAnswerTable(path);
  // Answers that are not on disk yet; a revocation must win over them.
  const pending = new Map<string, KnownAnswer>();
  const commit = createGroupCommit<Change>({
    clock,
    rowsMax: 1_000,
    bytesMax: Number.MAX_SAFE_INTEGER,
    waitMsMax: COMMIT_WAIT_MS_MAX,
    bytesOf: () => 0,
    commit(changes) {
      pending.clear();
      table.write(changes);
    },
  });

  return {
    get(key) {
      const unsaved = pending.get(key.toString("base64"));
      if (unsaved) return unsaved;
      const row = table.select.get(key);
      if (!row) return null;
      const answer = mqttAuthAnswerSchema.safeParse(JSON.parse(row.answer));
      if (!answer.success) return null;
      return { device: row.device, answer: answer.data, askedAtMs: row.asked_at_ms };
    },
    put(key, known) {
      pending.set(key.toString("base64"), known);
      commit.add({ key, known }, (error) => {
        // The cache is a comfort: without it the api is asked again.
        if (error) logger.warn({ err: error }, "authentication answer was not cached");
      });
    },
    remove(key) {
      commit.flush();
      table.remove.run(key);
    },
    removeDevice(device) {
      commit.flush();
      table.removeDevice.run(device);
    },
    close() {
      commit.flush();
      table.close();
    },
  };
}

function openAnswerTable(path: string) {
  const db = openDurableSqlite(path);
  db.exec(`CREATE TABLE IF NOT EXISTS answer (
    key BLOB PRIMARY KEY,
    device TEXT NOT NULL,
    answer TEXT NOT NULL,
    asked_at_ms INTEGER NOT NULL
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX IF NOT EXISTS answer_device ON answer (device);
  CREATE INDEX IF NOT EXISTS answer_asked ON answer (asked_at_ms);`);
  const upsert = db.prepare<[Buffer, string, string, number]>(
    `INSERT INTO answer (key, device, answer, asked_at_ms) VALUES (?, ?, ?, ?)
     ON CONFLICT (key) DO UPDATE SET answer = excluded.answer, asked_at_ms = excluded.asked_at_ms`,
  );
  const trim = db.prepare<[number]>(
    `DELETE FROM answer WHERE key IN (
       SELECT key FROM answer ORDER BY asked_at_ms DESC LIMIT -1 OFFSET ?)`,
  );
  let rowsSinceTrim = 0;
  const write = db.transaction((changes: Change[]) => {
    for (const { key, known } of changes) {
      upsert.run(key, known.device, JSON.stringify(known.answer), known.askedAtMs);
    }
    rowsSinceTrim += changes.length;
    if (rowsSinceTrim < TRIM_EVERY_ROWS) return;
    trim.run(ANSWERS_MAX);
    rowsSinceTrim = 0;
  });
  return {
    select: db.prepare<[Buffer], { device: string; answer: string; asked_at_ms: number }>(
      "SELECT device, answer, asked_at_ms FROM answer WHERE key = ?",
    ),
    remove: db.prepare<[Buffer]>("DELETE FROM answer WHERE key = ?"),
    removeDevice: db.prepare<[string]>("DELETE FROM answer WHERE device = ?"),
    write: (changes: Change[]) => write.immediate(changes),
    close: () => void db.close(),
  };
}
