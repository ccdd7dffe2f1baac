/** Tables of payload formats of devices: a device without a row speaks our format. */
export const PAYLOAD_FORMATS_MIGRATION = `
CREATE TABLE payload_formats (
  device TEXT PRIMARY KEY REFERENCES devices (id),
  -- JSON as in the contract's payload/format.ts; it goes to the broker as it is.
  format TEXT NOT NULL,
  changed_at_ms INTEGER NOT NULL
) STRICT;
`;
