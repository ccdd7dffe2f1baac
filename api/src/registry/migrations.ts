import type { Sqlite } from "@resik/kit/sqlite";
import { ALERT_RULES_MIGRATION } from "./desk/alert-rule-migration.ts";
import { CORRECTIONS_MIGRATION } from "./desk/correction-migration.ts";
import { NOTIFICATIONS_MIGRATION } from "./desk/notification-migration.ts";
import { PAYLOAD_FORMATS_MIGRATION } from "./desk/payload-format-migration.ts";
import { TASKS_MIGRATION } from "./desk/task-migration.ts";

const REGISTRY = `
CREATE TABLE sites (
  id TEXT PRIMARY KEY,
  name TEXT NOT NULL,
  kind TEXT NOT NULL,
  area_code TEXT NOT NULL,
  area_name TEXT NOT NULL,
  lat REAL NOT NULL,
  lon REAL NOT NULL
) STRICT;

CREATE TABLE devices (
  id TEXT PRIMARY KEY,
  site TEXT NOT NULL REFERENCES sites (id),
  kind TEXT NOT NULL,
  name TEXT NOT NULL,
  lat REAL NOT NULL,
  lon REAL NOT NULL,
  secret_sha256 TEXT NOT NULL,
  config TEXT NOT NULL,
  registered_at_ms INTEGER NOT NULL,
  rotated_at_ms INTEGER,
  retired_at_ms INTEGER
) STRICT;
CREATE INDEX devices_by_site ON devices (site, id);

CREATE TABLE quarantine_replays (
  quarantine_id TEXT PRIMARY KEY,
  replayed_at_ms INTEGER NOT NULL
) STRICT;

-- Devices whose credentials changed and of which the broker may not know yet.
CREATE TABLE revocations (
  device TEXT PRIMARY KEY REFERENCES devices (id),
  since_ms INTEGER NOT NULL
) STRICT;

CREATE TABLE idempotency_keys (
  key_sha256 TEXT PRIMARY KEY,
  input_sha256 TEXT NOT NULL,
  claimed_at_ms INTEGER NOT NULL,
  answer BLOB
) STRICT;
CREATE INDEX idempotency_keys_by_age ON idempotency_keys (claimed_at_ms);

CREATE TABLE audit_log (
  seq INTEGER PRIMARY KEY AUTOINCREMENT,
  at_ms INTEGER NOT NULL,
  actor TEXT NOT NULL,
  action TEXT NOT NULL,
  target TEXT NOT NULL
) STRICT;
CREATE TRIGGER audit_log_never_changes BEFORE UPDATE ON audit_log
BEGIN SELECT RAISE(ABORT, 'the audit log is append-only'); END;
CREATE TRIGGER audit_log_never_shrinks BEFORE DELETE ON audit_log
BEGIN SELECT RAISE(ABORT, 'the audit log is append-only'); END;
`;

/** Tables of the sign-in library; a test holds them against what the library wants. */
const SIGN_IN = `
CREATE TABLE "user" (
  "id" TEXT NOT NULL PRIMARY KEY,
  "name" TEXT NOT NULL,
  "email" TEXT NOT NULL UNIQUE,
  "emailVerified" INTEGER NOT NULL,
  "image" TEXT,
  "createdAt" DATE NOT NULL,
  "updatedAt" DATE NOT NULL,
  "username" TEXT UNIQUE,
  "displayUsername" TEXT
);
CREATE TABLE "session" (
  "id" TEXT NOT NULL PRIMARY KEY,
  "expiresAt" DATE NOT NULL,
  "token" TEXT NOT NULL UNIQUE,
  "createdAt" DATE NOT NULL,
  "updatedAt" DATE NOT NULL,
  "ipAddress" TEXT,
  "userAgent" TEXT,
  "userId" TEXT NOT NULL REFERENCES "user" ("id") ON DELETE CASCADE
);
CREATE INDEX "session_userId_idx" ON "session" ("userId");
CREATE TABLE "account" (
  "id" TEXT NOT NULL PRIMARY KEY,
  "accountId" TEXT NOT NULL,
  "providerId" TEXT NOT NULL,
  "userId" TEXT NOT NULL REFERENCES "user" ("id") ON DELETE CASCADE,
  "accessToken" TEXT,
  "refreshToken" TEXT,
  "idToken" TEXT,
  "accessTokenExpiresAt" DATE,
  "refreshTokenExpiresAt" DATE,
  "scope" TEXT,
  "password" TEXT,
  "createdAt" DATE NOT NULL,
  "updatedAt" DATE NOT NULL
);
CREATE INDEX "account_userId_idx" ON "account" ("userId");
CREATE TABLE "verification" (
  "id" TEXT NOT NULL PRIMARY KEY,
  "identifier" TEXT NOT NULL,
  "value" TEXT NOT NULL,
  "expiresAt" DATE NOT NULL,
  "createdAt" DATE NOT NULL,
  "updatedAt" DATE NOT NULL
);
CREATE INDEX "verification_identifier_idx" ON "verification" ("identifier");
CREATE TABLE "rateLimit" (
  "id" TEXT NOT NULL PRIMARY KEY,
  "key" TEXT NOT NULL UNIQUE,
  "count" INTEGER NOT NULL,
  "lastRequest" BIGINT NOT NULL
);

CREATE TABLE role_grants (
  user_id TEXT NOT NULL REFERENCES "user" ("id") ON DELETE CASCADE,
  role TEXT NOT NULL,
  site TEXT REFERENCES sites (id)
) STRICT;
CREATE UNIQUE INDEX role_grants_once ON role_grants (user_id, role, coalesce(site, ''));

CREATE TABLE setup_tokens (
  token_sha256 TEXT PRIMARY KEY,
  created_at_ms INTEGER NOT NULL,
  used_at_ms INTEGER
) STRICT;

CREATE TABLE sign_in_failures (
  bucket TEXT PRIMARY KEY,
  failures INTEGER NOT NULL,
  window_start_ms INTEGER NOT NULL
) STRICT;
`;

const WASTE_BANKS = `
CREATE TABLE banks (
  id TEXT PRIMARY KEY REFERENCES sites (id),
  number INTEGER NOT NULL UNIQUE CHECK (number BETWEEN 1 AND 999),
  address TEXT,
  phone TEXT,
  decree_number TEXT,
  director TEXT,
  induk TEXT REFERENCES sites (id),
  weighing TEXT,
  receipt_note TEXT
) STRICT;

CREATE TABLE members (
  id TEXT PRIMARY KEY,
  bank TEXT NOT NULL REFERENCES banks (id),
  serial INTEGER NOT NULL CHECK (serial BETWEEN 1 AND 9999),
  kind TEXT NOT NULL,
  name TEXT NOT NULL,
  phone TEXT,
  address TEXT,
  unit TEXT REFERENCES sites (id),
  joined_on TEXT NOT NULL,
  retired_at_ms INTEGER,
  user_id TEXT UNIQUE REFERENCES "user" ("id"),
  UNIQUE (bank, serial)
) STRICT;
CREATE INDEX members_by_phone ON members (phone) WHERE phone IS NOT NULL;

CREATE TABLE member_cards (
  token_sha256 TEXT PRIMARY KEY,
  member TEXT NOT NULL REFERENCES members (id),
  issued_at_ms INTEGER NOT NULL,
  revoked_at_ms INTEGER
) STRICT;
CREATE UNIQUE INDEX member_cards_live ON member_cards (member) WHERE revoked_at_ms IS NULL;

CREATE TABLE member_pins (
  member TEXT PRIMARY KEY REFERENCES members (id),
  pin_hash TEXT NOT NULL,
  set_at_ms INTEGER NOT NULL,
  failures INTEGER NOT NULL,
  last_failure_at_ms INTEGER
) STRICT;

-- Buyers and funds of a bank.
CREATE TABLE parties (
  bank TEXT NOT NULL REFERENCES banks (id),
  id TEXT NOT NULL,
  kind TEXT NOT NULL,
  name TEXT NOT NULL,
  phone TEXT,
  PRIMARY KEY (bank, id)
) STRICT;

CREATE TABLE monthly_reports (
  bank TEXT NOT NULL REFERENCES banks (id),
  month TEXT NOT NULL,
  state TEXT NOT NULL,
  note TEXT,
  submitted_at_ms INTEGER NOT NULL,
  decided_at_ms INTEGER,
  head_seq INTEGER NOT NULL,
  head_sha256 TEXT NOT NULL,
  PRIMARY KEY (bank, month)
) STRICT;

-- A bank's own lines of the log are those about the bank and about what is below it.
CREATE INDEX audit_log_by_target ON audit_log (target);

-- How far each follower of the ledger's journal has come.
CREATE TABLE outbox_cursors (
  consumer TEXT PRIMARY KEY,
  after_id INTEGER NOT NULL
) STRICT;
`;

const ALERTS = `
CREATE TABLE alerts (
  seq INTEGER PRIMARY KEY AUTOINCREMENT,
  id TEXT NOT NULL UNIQUE,
  rule TEXT NOT NULL,
  -- A device, or a site where it is about many of its devices.
  subject TEXT NOT NULL,
  site TEXT NOT NULL REFERENCES sites (id),
  severity TEXT NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('open', 'acknowledged', 'resolved')),
  value REAL,
  transitions INTEGER NOT NULL,
  changed_at_ms INTEGER NOT NULL,
  opened_at_ms INTEGER NOT NULL,
  acknowledged_at_ms INTEGER,
  resolved_at_ms INTEGER
) STRICT;
CREATE UNIQUE INDEX alerts_open_once ON alerts (rule, subject) WHERE state <> 'resolved';
CREATE INDEX alerts_by_state ON alerts (state, seq);
CREATE INDEX alerts_by_site ON alerts (site, seq);

-- What each alert came to, in order: an outbox that every follower reads after its own cursor.
CREATE TABLE alert_transitions (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  alert TEXT NOT NULL REFERENCES alerts (id),
  -- From 0 within the alert.
  seq INTEGER NOT NULL,
  state TEXT NOT NULL,
  value REAL,
  at_ms INTEGER NOT NULL,
  UNIQUE (alert, seq)
) STRICT;

-- Work that one program does at a time.
CREATE TABLE leases (
  name TEXT PRIMARY KEY,
  holder TEXT NOT NULL,
  until_ms INTEGER NOT NULL
) STRICT;
`;

/** Each entry is one version; entries are added and never changed. */
const MIGRATIONS = [
  `${REGISTRY}${SIGN_IN}`,
  WASTE_BANKS,
  ALERTS,
  ALERT_RULES_MIGRATION,
  NOTIFICATIONS_MIGRATION,
  TASKS_MIGRATION,
  CORRECTIONS_MIGRATION,
  PAYLOAD_FORMATS_MIGRATION,
] as const;

/**
 * Brings the file to this program's version, each step in one transaction with its number.
 *
 * @throws when the file was written by a newer program.
 */
export function migrateRegistry(sqlite: Sqlite): void {
  const version = Number(sqlite.pragma("user_version", { simple: true }));
  if (version > MIGRATIONS.length) {
    throw new Error(`registry has version ${version}, this program knows ${MIGRATIONS.length}`);
  }
  for (const [index, statements] of MIGRATIONS.entries()) {
    if (index < version) continue;
    sqlite.transaction(() => {
      sqlite.exec(statements);
      sqlite.pragma(`user_version = ${index + 1}`);
    })();
  }
}
