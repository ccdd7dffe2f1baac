/**
 * Text inside an InfluxQL statement. The scanner of all three servers knows the escapes \n, \\, \"
 * and \' and refuses every other one; a raw line feed in quotes is an error, NUL ends the statement
 * and a carriage return may be dropped
 * (influxdata/influxql:scanner.go ScanString; influxdata/influxdb:core/influxdb_influxql_parser).
 */
const UNSPEAKABLE = /[\0\r]/;

function escaped(text: string, quote: '"' | "'"): string {
  if (UNSPEAKABLE.test(text)) {
    throw new RangeError("InfluxQL cannot hold NUL or a carriage return");
  }
  return text.replaceAll("\\", "\\\\").replaceAll("\n", "\\n").replaceAll(quote, `\\${quote}`);
}

/**
 * A name of a database, policy, measurement, tag or field.
 *
 * @throws RangeError for a text with NUL or a carriage return.
 */
export const influxName = (name: string): string => `"${escaped(name, '"')}"`;

/**
 * A text value. Values of tags go through `encodeTagValue` first, as they were written.
 *
 * @throws RangeError for a text with NUL or a carriage return.
 */
export const influxText = (text: string): string => `'${escaped(text, "'")}'`;

/** An instant as every server takes it: whole nanoseconds since 1970. */
export const influxTime = (timeNs: bigint): string => String(timeNs);

const NS_PER_MS = 1_000_000n;

export const msToNs = (ms: number): bigint => BigInt(ms) * NS_PER_MS;

/** The millisecond that an instant lies in. */
export const nsToMs = (ns: bigint): number =>
  Number(ns >= 0n ? ns / NS_PER_MS : (ns - (NS_PER_MS - 1n)) / NS_PER_MS);
