/** Tables of alert rules, mutes and what happened to an alert. */
export const ALERT_RULES_MIGRATION = `
-- What differs from the rules that came with the program, and the ones that people made.
CREATE TABLE alert_rules (
  id TEXT PRIMARY KEY,
  -- JSON of the contract's AlertRuleInput; null where a built-in rule was reset.
  rule TEXT,
  version INTEGER NOT NULL,
  changed_at_ms INTEGER NOT NULL
) STRICT;

CREATE TABLE alert_mutes (
  id TEXT PRIMARY KEY,
  rule TEXT,
  site TEXT REFERENCES sites (id),
  device TEXT REFERENCES devices (id),
  from_ms INTEGER NOT NULL,
  until_ms INTEGER NOT NULL,
  reason TEXT NOT NULL,
  by_user TEXT,
  by_name TEXT NOT NULL
) STRICT;
CREATE INDEX alert_mutes_by_until ON alert_mutes (until_ms);

-- Rises with each change of a rule or a mute, so that every evaluator sees it at its next turn.
CREATE TABLE alert_rule_revision (
  one INTEGER PRIMARY KEY CHECK (one = 1),
  revision INTEGER NOT NULL
) STRICT;
INSERT INTO alert_rule_revision VALUES (1, 0);

ALTER TABLE alerts ADD COLUMN acknowledged_by TEXT;
ALTER TABLE alerts ADD COLUMN resolved_by TEXT;
ALTER TABLE alerts ADD COLUMN escalated_at_ms INTEGER;
-- Account of the member of staff whose work it is.
ALTER TABLE alerts ADD COLUMN assignee TEXT REFERENCES "user" ("id");
-- 1: ended by hand while its cause goes on; the rule is quiet here until it was clear once.
ALTER TABLE alerts ADD COLUMN quiet INTEGER NOT NULL DEFAULT 0;
CREATE INDEX alerts_quiet ON alerts (rule, subject) WHERE quiet = 1;
CREATE INDEX alerts_by_subject ON alerts (subject, seq);

ALTER TABLE alert_transitions ADD COLUMN step TEXT NOT NULL DEFAULT 'opened';
-- The name that colleagues know; null for what the program did by itself.
ALTER TABLE alert_transitions ADD COLUMN by_name TEXT;
ALTER TABLE alert_transitions ADD COLUMN note TEXT;
-- 1: it happened while muted, and nobody is to be told.
ALTER TABLE alert_transitions ADD COLUMN muted INTEGER NOT NULL DEFAULT 0;
UPDATE alert_transitions SET step = state WHERE state IN ('acknowledged', 'resolved');
`;
