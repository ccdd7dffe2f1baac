/** Tables of versions of humidity corrections. */
export const CORRECTIONS_MIGRATION = `
-- What a station's particle values are corrected by, and from when on. A version stays as it is: an
-- index that was shown can be explained for good.
CREATE TABLE corrections (
  device TEXT NOT NULL REFERENCES devices (id),
  version INTEGER NOT NULL,
  from_ms INTEGER NOT NULL,
  correction TEXT NOT NULL,
  note TEXT NOT NULL,
  user_id TEXT,
  created_at_ms INTEGER NOT NULL,
  PRIMARY KEY (device, version)
) STRICT;
CREATE TRIGGER corrections_never_change BEFORE UPDATE ON corrections
BEGIN SELECT RAISE(ABORT, 'a correction never changes'); END;
CREATE TRIGGER corrections_stay BEFORE DELETE ON corrections
BEGIN SELECT RAISE(ABORT, 'a correction stays'); END;
`;
