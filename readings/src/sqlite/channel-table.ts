import type { StoredChannel } from "@resik/contract/channel";
import type { Quality } from "@resik/contract/payload/quality";
import type { FieldValue, Reading } from "@resik/contract/reading";
import { fieldsOf, type FieldSpec } from "@resik/contract/series";
import type { DeviceId, SiteId } from "@resik/contract/slug";

export type SqlValue = number | string | Uint8Array | null;

/** Names come from the contract's lists alone; quoting keeps them names whatever they hold. */
export const quoted = (name: string): string => `"${name.replaceAll('"', '""')}"`;

export const readingTable = (channel: StoredChannel): string => `reading_${channel}`;
export const latestTable = (channel: StoredChannel): string => `latest_${channel}`;

/** The stored fields of a channel in the order of their columns. */
export const fieldNamesOf = (channel: StoredChannel): string[] => Object.keys(fieldsOf(channel));

export const fieldColumnsOf = (channel: StoredChannel): string =>
  fieldNamesOf(channel)
    .map((name) => `, ${quoted(name)}`)
    .join("");

export function columnType(spec: FieldSpec): "INTEGER" | "REAL" | "TEXT" {
  switch (spec.kind) {
    case "text":
      return "TEXT";
    case "boolean":
      return "INTEGER";
    case "number":
      return spec.integer ? "INTEGER" : "REAL";
  }
}

export type EncodedFields = { ok: true; values: SqlValue[] } | { ok: false; detail: string };

/**
 * The field values of a reading in the order of the columns. Refused: a field that the channel
 * does not have and a value of another kind, which SQLite would drop or convert in silence.
 */
export function createFieldEncoder(channel: StoredChannel) {
  const specs = Object.entries(fieldsOf(channel));
  const known = new Set(specs.map(([name]) => name));
  return (fields: Reading["fields"]): EncodedFields => {
    const values: SqlValue[] = [];
    let present = 0;
    for (const [name, spec] of specs) {
      const value = fields[name];
      if (value === undefined) {
        values.push(null);
        continue;
      }
      present += 1;
      const encoded = encodeValue(value, spec);
      if (encoded === null) return { ok: false, detail: `${name} is not a ${spec.kind}` };
      values.push(encoded);
    }
    const unknown = present < Object.keys(fields).length && unknownName(fields, known);
    return unknown ? { ok: false, detail: unknown } : { ok: true, values };
  };
}

function unknownName(fields: Reading["fields"], known: ReadonlySet<string>): string | null {
  const name = Object.keys(fields).find((key) => !known.has(key));
  return name === undefined ? null : `the channel has no field ${JSON.stringify(name)}`;
}

function encodeValue(value: FieldValue, spec: FieldSpec): number | string | null {
  switch (spec.kind) {
    case "number":
      return typeof value === "number" && Number.isFinite(value) ? value : null;
    case "text":
      return typeof value === "string" ? value : null;
    case "boolean":
      return typeof value === "boolean" ? Number(value) : null;
  }
}

/** The columns before the fields of a row that becomes a reading again. */
export type ReadingRow = [
  site: string,
  device: string,
  boot: string,
  seq: number,
  atMs: number,
  sampledAtMs: number | null,
  receivedAtMs: number,
  quality: string,
  ...fields: SqlValue[],
];

const FIXED_COLUMNS = 8;

/** The reverse of writing a reading. */
export function createReadingDecoder(channel: StoredChannel): (row: ReadingRow) => Reading {
  const specs = Object.entries(fieldsOf(channel));
  return (row) => {
    const [site, device, boot, seq, atMs, sampledAtMs, receivedAtMs, quality] = row;
    const fields: Record<string, FieldValue> = {};
    specs.forEach(([name, spec], index) => {
      const value = row[FIXED_COLUMNS + index];
      if (typeof value === "string") fields[name] = value;
      else if (typeof value === "number")
        fields[name] = spec.kind === "boolean" ? value === 1 : value;
    });
    return {
      // Ids and quality passed the contract's checks before they were written.
      site: site as SiteId,
      device: device as DeviceId,
      channel,
      boot,
      seq,
      sampledAtMs,
      receivedAtMs,
      atMs,
      quality: quality as Quality,
      fields,
    };
  };
}
