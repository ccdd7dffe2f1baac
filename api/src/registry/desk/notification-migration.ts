/** Tables of targets, messages and push subscriptions. */
export const NOTIFICATIONS_MIGRATION = `
CREATE TABLE notification_targets (
  seq INTEGER PRIMARY KEY AUTOINCREMENT,
  id TEXT NOT NULL UNIQUE,
  name TEXT NOT NULL,
  enabled INTEGER NOT NULL CHECK (enabled IN (0, 1)),
  language TEXT NOT NULL,
  severity_min TEXT NOT NULL,
  -- JSON list of sites; empty for all.
  sites TEXT NOT NULL,
  tells_resolved INTEGER NOT NULL CHECK (tells_resolved IN (0, 1)),
  only_escalated INTEGER NOT NULL CHECK (only_escalated IN (0, 1)),
  kind TEXT NOT NULL,
  -- JSON without secrets; these are sealed beside it.
  settings TEXT NOT NULL,
  secrets BLOB NOT NULL,
  created_at_ms INTEGER NOT NULL,
  removed_at_ms INTEGER,
  -- The target did not answer: nothing is sent to it before this time.
  paused_until_ms INTEGER NOT NULL DEFAULT 0,
  -- Tries since it last answered.
  failures INTEGER NOT NULL DEFAULT 0,
  last_delivered_at_ms INTEGER,
  last_failure TEXT
) STRICT;

-- Messages, written with the cursor of the outbox in one transaction.
CREATE TABLE notifications (
  seq INTEGER PRIMARY KEY AUTOINCREMENT,
  id TEXT NOT NULL UNIQUE,
  target TEXT NOT NULL REFERENCES notification_targets (id),
  state TEXT NOT NULL CHECK (state IN ('waiting', 'delivered', 'failed')),
  severity TEXT NOT NULL,
  title TEXT NOT NULL,
  -- JSON of the contract's NotificationBody.
  body TEXT NOT NULL,
  alerts INTEGER NOT NULL,
  tries INTEGER NOT NULL,
  created_at_ms INTEGER NOT NULL,
  next_try_at_ms INTEGER NOT NULL,
  give_up_at_ms INTEGER NOT NULL,
  settled_at_ms INTEGER,
  last_failure TEXT,
  -- JSON list: which of several recipients have it already, as hashes or ids.
  told TEXT NOT NULL,
  -- seq of a message about the same alerts that has to be through before: what is over is not told
  -- before that it began.
  after_seq INTEGER
) STRICT;
CREATE INDEX notifications_waiting ON notifications (target, next_try_at_ms)
  WHERE state = 'waiting';
CREATE INDEX notifications_by_target ON notifications (target, state, seq);
CREATE INDEX notifications_by_age ON notifications (created_at_ms);

-- What each message tells of. One transition is told to one target in one message, never in two.
CREATE TABLE notification_alerts (
  target TEXT NOT NULL REFERENCES notification_targets (id),
  transition_id INTEGER NOT NULL REFERENCES alert_transitions (id),
  alert TEXT NOT NULL REFERENCES alerts (id),
  notification INTEGER NOT NULL REFERENCES notifications (seq) ON DELETE CASCADE,
  PRIMARY KEY (target, transition_id)
) STRICT;
CREATE INDEX notification_alerts_by_alert ON notification_alerts (alert, target);
CREATE INDEX notification_alerts_by_notification ON notification_alerts (notification);

-- Phones and browsers of staff. The keys are sealed: with them messages could be read.
CREATE TABLE push_subscriptions (
  id TEXT PRIMARY KEY,
  endpoint_sha256 TEXT NOT NULL UNIQUE,
  user_id TEXT NOT NULL REFERENCES "user" ("id") ON DELETE CASCADE,
  sealed BLOB NOT NULL,
  created_at_ms INTEGER NOT NULL
) STRICT;
CREATE INDEX push_subscriptions_by_user ON push_subscriptions (user_id, created_at_ms);

-- The VAPID keys by which this installation proves itself to push services; made at first use.
CREATE TABLE push_keys (
  only_one INTEGER PRIMARY KEY CHECK (only_one = 1),
  public_key TEXT NOT NULL,
  sealed BLOB NOT NULL
) STRICT;
`;
