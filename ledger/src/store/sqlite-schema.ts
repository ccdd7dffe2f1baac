import { StartError } from "@resik/kit/program";
import type { Sqlite } from "@resik/kit/sqlite";

const BOOK = `
CREATE TABLE transfers (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  bank TEXT NOT NULL,
  seq INTEGER NOT NULL CHECK (seq > 0),
  kind TEXT NOT NULL,
  idempotency_key TEXT NOT NULL,
  input_sha256 TEXT NOT NULL,
  actor TEXT NOT NULL,
  occurred_at_ms INTEGER NOT NULL,
  recorded_at_ms INTEGER NOT NULL,
  continues INTEGER,
  reverses INTEGER,
  -- Whom it is about; follows from the detail, or from the transfer that it carries on or reverses.
  member TEXT,
  detail TEXT NOT NULL,
  sha256 TEXT NOT NULL,
  UNIQUE (bank, seq),
  UNIQUE (bank, idempotency_key),
  UNIQUE (bank, reverses),
  FOREIGN KEY (bank, continues) REFERENCES transfers (bank, seq),
  FOREIGN KEY (bank, reverses) REFERENCES transfers (bank, seq)
) STRICT;
CREATE INDEX transfers_continued ON transfers (bank, continues, seq) WHERE continues IS NOT NULL;
CREATE INDEX transfers_of_member ON transfers (bank, member, seq) WHERE member IS NOT NULL;
CREATE INDEX transfers_by_kind ON transfers (bank, kind, seq);
-- The first and the last place of a stretch of time; recorded times never fall along a chain.
CREATE INDEX transfers_by_time ON transfers (bank, recorded_at_ms, seq);

CREATE TABLE postings (
  bank TEXT NOT NULL,
  seq INTEGER NOT NULL,
  account TEXT NOT NULL,
  asset TEXT NOT NULL,
  amount INTEGER NOT NULL CHECK (amount <> 0),
  balance_after INTEGER NOT NULL,
  PRIMARY KEY (bank, seq, account),
  FOREIGN KEY (bank, seq) REFERENCES transfers (bank, seq)
) WITHOUT ROWID, STRICT;
-- A page of a passbook is one stretch of this. It has every column: otherwise the planner, which
-- knows no sizes, would read the whole bank in order of seq [sqlite.org/queryplanner].
CREATE INDEX postings_by_account
  ON postings (bank, account, seq, asset, amount, balance_after);

CREATE TABLE balances (
  bank TEXT NOT NULL,
  account TEXT NOT NULL,
  asset TEXT NOT NULL,
  balance INTEGER NOT NULL,
  opened_at_ms INTEGER NOT NULL,
  PRIMARY KEY (bank, account)
) WITHOUT ROWID, STRICT;

CREATE TABLE rule_versions (
  bank TEXT NOT NULL,
  seq INTEGER NOT NULL,
  valid_from_ms INTEGER NOT NULL,
  rule TEXT NOT NULL,
  PRIMARY KEY (bank, seq),
  FOREIGN KEY (bank, seq) REFERENCES transfers (bank, seq)
) WITHOUT ROWID, STRICT;

CREATE TABLE used_readings (
  bank TEXT NOT NULL,
  device TEXT NOT NULL,
  boot TEXT NOT NULL,
  reading_seq INTEGER NOT NULL,
  seq INTEGER NOT NULL,
  PRIMARY KEY (bank, device, boot, reading_seq, seq),
  FOREIGN KEY (bank, seq) REFERENCES transfers (bank, seq)
) WITHOUT ROWID, STRICT;

CREATE TABLE refusals (
  bank TEXT NOT NULL,
  idempotency_key TEXT NOT NULL,
  input_sha256 TEXT NOT NULL,
  code TEXT NOT NULL,
  detail TEXT NOT NULL,
  recorded_at_ms INTEGER NOT NULL,
  PRIMARY KEY (bank, idempotency_key)
) WITHOUT ROWID, STRICT;

CREATE TABLE bank_heads (
  bank TEXT PRIMARY KEY,
  seq INTEGER NOT NULL,
  sha256 TEXT NOT NULL,
  recorded_at_ms INTEGER NOT NULL,
  rules_seq INTEGER NOT NULL,
  open_day_seq INTEGER
) WITHOUT ROWID, STRICT;
`;

/** Written once, never changed. The balances and heads are what is computed from these. */
export const APPEND_ONLY_TABLES = [
  "transfers",
  "postings",
  "rule_versions",
  "used_readings",
  "refusals",
] as const;

const GUARDS = APPEND_ONLY_TABLES.map(
  (table) => `
CREATE TRIGGER ${table}_never_change BEFORE UPDATE ON ${table}
BEGIN SELECT RAISE(ABORT, '${table} is append-only'); END;
CREATE TRIGGER ${table}_never_shrink BEFORE DELETE ON ${table}
BEGIN SELECT RAISE(ABORT, '${table} is append-only'); END;
`,
).join("");

/**
 * What a later step must carry on: a deposit that waits for its price, and a credit that is held
 * until the sale. A query that says it in these very words walks the index of them alone
 * [sqlite.org/partialindex]. The detail is canonical JSON, so a field is found as text: quotes
 * inside a text are escaped there, and a damaged detail is no error but for `verify`.
 */
export const NEEDS_SETTLEMENT = `(
  (kind = 'deposit' AND instr(detail, '"valued":"at-harvest"') > 0)
  OR (kind IN ('deposit', 'value') AND instr(detail, '"akad":"saved"') > 0
    AND instr(detail, '"model":{"kind":"held-until-sold"}') > 0)
)`;

const SETTLEMENTS = `
CREATE INDEX transfers_to_settle ON transfers (bank, seq) WHERE ${NEEDS_SETTLEMENT};
`;

/** Each step takes the schema from its index to the next version; released steps never change. */
const MIGRATIONS: readonly string[] = [`${BOOK}${GUARDS}`, SETTLEMENTS];

const storedVersion = (db: Sqlite): number =>
  db.prepare<[], number>("PRAGMA user_version").pluck().get() ?? 0;

const newerVersion = (stored: number, path: string): StartError =>
  new StartError(
    `The ledger ${path} was written by a newer version of Resik (schema ${stored}, ` +
      `this one knows ${MIGRATIONS.length}).`,
  );

/**
 * Holds a file that is only read against the current version.
 *
 * @throws StartError when another version of Resik wrote it.
 */
export function checkLedgerVersion(db: Sqlite, path: string): void {
  const stored = storedVersion(db);
  if (stored > MIGRATIONS.length) throw newerVersion(stored, path);
  if (stored < MIGRATIONS.length) {
    throw new StartError(
      `The ledger ${path} is of an earlier version (schema ${stored}, this one reads ` +
        `${MIGRATIONS.length}); start Resik once to bring it up to date.`,
    );
  }
}

/**
 * Brings the file to the current version.
 *
 * @throws StartError when a newer version of Resik wrote it.
 */
export function migrateLedger(db: Sqlite, path: string): void {
  // Without it INSERT OR REPLACE would delete a row past the guards [sqlite.org/lang_conflict].
  db.pragma("recursive_triggers = ON");
  const stored = storedVersion(db);
  if (stored > MIGRATIONS.length) throw newerVersion(stored, path);
  db.transaction(() => {
    for (const step of MIGRATIONS.slice(stored)) db.exec(step);
    db.pragma(`user_version = ${MIGRATIONS.length}`);
  }).immediate();
}
