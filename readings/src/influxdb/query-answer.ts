import { z } from "zod";
import { StoreUnavailableError } from "../port.ts";
import { wordsOf } from "./influx-error.ts";

/** `time` is a bigint of nanoseconds; every other value as JSON has it. */
export type InfluxValue = bigint | number | string | boolean | null;

export interface InfluxSeries {
  name: string;
  /** Of GROUP BY; as stored, that is before `decodeTagValue`. */
  tags: Readonly<Record<string, string>>;
  columns: string[];
  values: InfluxValue[][];
}

/**
 * Parameters of `/query` on 1.x and 2.x. Unchunked, both call an answer of more than 10 000 rows
 * partial although it is whole, and cut it without another sign where `max-row-limit` is set
 * (influxdata/influxdb:services/httpd/handler.go serveQuery, on branch 1.6). In chunks the last one
 * is never partial. 3 Core marks a whole answer right, and in chunks leaves an empty one out.
 */
export const CHUNKED = { chunked: "true", chunk_size: "10000" } as const;

const ENVELOPE = z.object({
  error: z.string().optional(),
  results: z
    .array(
      z.object({
        error: z.string().optional(),
        partial: z.boolean().optional(),
        series: z
          .array(
            z.object({
              name: z.string().default(""),
              tags: z.record(z.string(), z.string()).default({}),
              columns: z.array(z.string()),
              // Rows are looked at below: a schema for each value would take most of the time.
              values: z.array(z.unknown()).default([]),
              partial: z.boolean().optional(),
            }),
          )
          .default([]),
      }),
    )
    .optional(),
});

const CUT_SHORT = "InfluxDB cut its answer short; set max-row-limit = 0 in its configuration.";

/**
 * Reads the answer of `/query` to one statement, one JSON text a line where it came in chunks.
 * Asked without `epoch`, servers write instants as RFC 3339 with up to nine decimals: as JSON
 * numbers they would lose their last digits in a double.
 *
 * @throws StoreUnavailableError for a body that is no such answer, an error told inside a 200, and
 * an answer that ends in the middle.
 */
export function parseQueryAnswer(body: string): InfluxSeries[] {
  const all: InfluxSeries[] = [];
  let partial = false;
  for (const line of body.trim().split("\n")) {
    const result = parseResult(line);
    partial = result.partial === true;
    for (const { name, tags, columns, values, partial: cut } of result.series) {
      const rows = rowsOf(columns, values);
      const last = all.at(-1);
      // A long series goes on in the next chunk.
      if (last && last.name === name && sameRecord(last.tags, tags)) {
        for (const row of rows) last.values.push(row);
      } else {
        all.push({ name, tags, columns, values: rows });
      }
      if (cut === true) partial = true;
    }
  }
  if (partial) throw new StoreUnavailableError(CUT_SHORT);
  return all;
}

function parseResult(line: string) {
  const parsed = ENVELOPE.safeParse(jsonOrNull(line));
  if (!parsed.success) {
    throw new StoreUnavailableError("InfluxDB gave an answer that is not its own.");
  }
  const { error, results = [] } = parsed.data;
  const [result] = results;
  const told = error ?? result?.error;
  if (told !== undefined) throw new StoreUnavailableError(`InfluxDB: ${wordsOf(told)}`);
  if (!result || results.length > 1) {
    throw new StoreUnavailableError("InfluxDB answered another number of statements than one.");
  }
  return result;
}

const sameRecord = (
  left: Readonly<Record<string, string>>,
  right: Readonly<Record<string, string>>,
): boolean => {
  const names = Object.keys(left);
  return (
    names.length === Object.keys(right).length && names.every((name) => left[name] === right[name])
  );
};

function jsonOrNull(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return null;
  }
}

function rowsOf(columns: readonly string[], rows: readonly unknown[]): InfluxValue[][] {
  const timeColumn = columns.indexOf("time");
  return rows.map((row) => {
    if (!Array.isArray(row) || row.length !== columns.length) {
      throw new StoreUnavailableError("InfluxDB gave a row that does not fit its columns.");
    }
    return row.map((value: unknown, index): InfluxValue => {
      if (index === timeColumn) return parseTimeNs(value);
      if (value === null || typeof value === "number") return value;
      if (typeof value === "string" || typeof value === "boolean") return value;
      throw new StoreUnavailableError("InfluxDB gave a value that is none of its kinds.");
    });
  });
}

/** Length of `2026-01-31T23:59:59`. */
const SECONDS_LENGTH = 19;

/** RFC 3339 in UTC, with up to nine decimals, as nanoseconds since 1970. */
function parseTimeNs(value: unknown): bigint {
  if (typeof value === "string" && value.endsWith("Z")) {
    const seconds = Date.parse(`${value.slice(0, SECONDS_LENGTH)}Z`) / 1_000;
    const decimals = value.slice(SECONDS_LENGTH, -1);
    if (Number.isInteger(seconds) && /^(?:\.\d{1,9})?$/.test(decimals)) {
      return BigInt(seconds) * 1_000_000_000n + BigInt(decimals.slice(1).padEnd(9, "0"));
    }
  }
  throw new StoreUnavailableError("InfluxDB gave an instant that is not RFC 3339 in UTC.");
}
