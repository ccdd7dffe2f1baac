import type { StoredChannel } from "@resik/contract/channel";
import type { FieldValue, Reading } from "@resik/contract/reading";
import { fieldsOf } from "@resik/contract/series";
import { toReadingView } from "../readings-access.ts";

const FIXED_COLUMNS = [
  "site",
  "device",
  "channel",
  "boot",
  "seq",
  "at",
  "sampledAt",
  "receivedAt",
  "quality",
] as const;

/** One kind of file: what stands before the rows, and one row. */
export interface ExportFormat {
  contentType: string;
  extension: string;
  head(channel: StoredChannel): string;
  row(reading: Reading): string;
}

/**
 * A cell of RFC 4180. Text that a spreadsheet would run as a formula gets an apostrophe in front:
 * a device's texts are chosen by whoever holds the device.
 */
export function csvCell(value: FieldValue | null | undefined): string {
  if (value === null || value === undefined) return "";
  if (typeof value !== "string") return String(value);
  const safe = /^[=+\-@\t\r\n|%]/.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

/** Cells as one line with its end. */
export const csvLine = (cells: readonly (FieldValue | null | undefined)[]): string =>
  `${cells.map(csvCell).join(",")}\r\n`;

export const CSV: ExportFormat = {
  contentType: "text/csv; charset=utf-8; header=present",
  extension: "csv",
  head: (channel) => csvLine([...FIXED_COLUMNS, ...Object.keys(fieldsOf(channel))]),
  row(reading) {
    const view = toReadingView(reading);
    const names = Object.keys(fieldsOf(reading.channel));
    return csvLine([
      ...FIXED_COLUMNS.map((name) => view[name]),
      ...names.map((name) => reading.fields[name]),
    ]);
  },
};

export const NDJSON: ExportFormat = {
  contentType: "application/x-ndjson",
  extension: "ndjson",
  head: () => "",
  row: (reading) => `${JSON.stringify(toReadingView(reading))}\n`,
};
