/** Tables of tasks, residents' reports and their photos. */
export const TASKS_MIGRATION = `
CREATE TABLE resident_reports (
  seq INTEGER PRIMARY KEY AUTOINCREMENT,
  -- Follows from the member and the key that the phone drew: a repeat is the same row, for good.
  id TEXT NOT NULL UNIQUE,
  -- Who reported, to show the state to that member and to nobody else.
  member TEXT NOT NULL REFERENCES members (id),
  input_sha256 TEXT NOT NULL,
  kind TEXT NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('received', 'in-work', 'done', 'declined')),
  note TEXT NOT NULL,
  place TEXT NOT NULL,
  lat REAL,
  lon REAL,
  device TEXT REFERENCES devices (id),
  -- The nearest site's; null where no place was given.
  area_code TEXT,
  area_name TEXT,
  seen_at_ms INTEGER NOT NULL,
  received_at_ms INTEGER NOT NULL,
  ended_at_ms INTEGER,
  answer TEXT
) STRICT;
CREATE INDEX resident_reports_by_state ON resident_reports (state, seq);
CREATE INDEX resident_reports_by_member ON resident_reports (member, seq);
CREATE INDEX resident_reports_by_time ON resident_reports (received_at_ms);

-- Apart from the reports, so that a list of reports reads no pictures.
CREATE TABLE report_photos (
  report TEXT PRIMARY KEY REFERENCES resident_reports (id),
  type TEXT NOT NULL CHECK (type IN ('image/jpeg', 'image/webp')),
  size_bytes INTEGER NOT NULL,
  bytes BLOB NOT NULL
) STRICT;

CREATE TABLE tasks (
  seq INTEGER PRIMARY KEY AUTOINCREMENT,
  id TEXT NOT NULL UNIQUE,
  kind TEXT NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('open', 'started', 'done', 'cancelled')),
  note TEXT,
  site TEXT REFERENCES sites (id),
  device TEXT REFERENCES devices (id),
  alert TEXT REFERENCES alerts (id),
  report TEXT REFERENCES resident_reports (id),
  owner TEXT REFERENCES "user" ("id"),
  due_at_ms INTEGER NOT NULL,
  created_at_ms INTEGER NOT NULL,
  started_at_ms INTEGER,
  ended_at_ms INTEGER
) STRICT;
CREATE UNIQUE INDEX tasks_active_of_alert ON tasks (alert)
  WHERE alert IS NOT NULL AND state IN ('open', 'started');
CREATE UNIQUE INDEX tasks_active_of_report ON tasks (report)
  WHERE report IS NOT NULL AND state IN ('open', 'started');
CREATE INDEX tasks_by_alert ON tasks (alert) WHERE alert IS NOT NULL;
CREATE INDEX tasks_by_report ON tasks (report) WHERE report IS NOT NULL;
CREATE INDEX tasks_by_due ON tasks (state, due_at_ms, seq);
CREATE INDEX tasks_by_end ON tasks (state, ended_at_ms, seq);

CREATE TABLE task_steps (
  seq INTEGER PRIMARY KEY AUTOINCREMENT,
  task TEXT NOT NULL REFERENCES tasks (id),
  step TEXT NOT NULL,
  at_ms INTEGER NOT NULL,
  -- The name by then; null for what the program did by itself.
  by_name TEXT,
  note TEXT
) STRICT;
CREATE INDEX task_steps_by_task ON task_steps (task, seq);
CREATE TRIGGER task_steps_never_change BEFORE UPDATE ON task_steps
BEGIN SELECT RAISE(ABORT, 'the story of a task is append-only'); END;
CREATE TRIGGER task_steps_never_shrink BEFORE DELETE ON task_steps
BEGIN SELECT RAISE(ABORT, 'the story of a task is append-only'); END;

-- For times to acknowledge and to resolve between two instants.
CREATE INDEX alerts_by_opening ON alerts (opened_at_ms);
`;
