import type { StoredChannel } from "@resik/contract/channel";
import { DAY_ALIGN_MS, DAY_MS, ROLLUP_MS, type Aggregate } from "@resik/contract/series";
import type { Sqlite } from "@resik/kit/sqlite";
import { UNCOUNTED_QUALITIES } from "../window.ts";
import { quoted, readingTable } from "./channel-table.ts";
import { readFieldIds } from "./field-ids.ts";

/** The values of whole windows by their start, in the order of the fields asked for. */
export type WindowValues = Map<number, (number | null)[]>;

export interface WindowRule {
  everyMs: number;
  alignMs: number;
  aggregate: Aggregate;
}

/** Answers whole windows of a series in [fromMs, toMs) where the database itself adds up. */
export type SqlWindows = (seriesId: number, fromMs: number, toMs: number) => WindowValues;

/**
 * Number of the window that holds an instant. Numbers are bound as floating point, and a division
 * of whole numbers is one only between whole numbers.
 */
const windowNumber = (column: string): string =>
  `(${column} + CAST(? AS INTEGER)) / CAST(? AS INTEGER)`;

/** SQL divides towards zero: right only for instants that are not before the first window. */
export const isDivisible = (fromMs: number, { alignMs }: Pick<WindowRule, "alignMs">): boolean =>
  fromMs + alignMs >= 0;

const RAW_AGGREGATES: Readonly<Record<Exclude<Aggregate, "last">, (column: string) => string>> = {
  mean: (column) => `avg(${column})`,
  min: (column) => `min(${column})`,
  max: (column) => `max(${column})`,
  sum: (column) => `sum(${column})`,
  count: (column) => `nullif(count(${column}), 0)`,
};

/**
 * Windows of raw readings. Null for `last`: which of several readings of one instant is the last is
 * more than SQL's order knows (`raw-values.ts`).
 */
export function createRawWindows(
  db: Sqlite,
  channel: StoredChannel,
  fields: readonly string[],
  { everyMs, alignMs, aggregate }: WindowRule,
): SqlWindows | null {
  if (aggregate === "last") return null;
  const columnOf = RAW_AGGREGATES[aggregate];
  const columns = fields.map((name) => `, ${columnOf(quoted(name))}`).join("");
  const uncounted = [...UNCOUNTED_QUALITIES];
  const select = db
    .prepare<unknown[], [window: number, ...values: (number | null)[]]>(
      `SELECT ${windowNumber("at_ms")} AS w${columns} FROM ${readingTable(channel)}
       WHERE series_id = ? AND at_ms >= ? AND at_ms < ?
         AND quality NOT IN (${uncounted.map(() => "?").join(", ")})
       GROUP BY w`,
    )
    .raw();
  return (seriesId, fromMs, toMs) => {
    const windows: WindowValues = new Map();
    for (const row of select.all(alignMs, everyMs, seriesId, fromMs, toMs, ...uncounted)) {
      const [window, ...values] = row;
      if (values.some((value) => value !== null)) windows.set(window * everyMs - alignMs, values);
    }
    return windows;
  };
}

/** What stands in the rows of a tier of roll-ups, each row a summary of `unitMs`. */
interface Tier {
  table: string;
  column: string;
  unitMs: number;
  /** Its rows start at multiples of `unitMs` of this local time. */
  alignMs: number;
}

const HOURS: Tier = { table: "rollup", column: "hour_ms", unitMs: ROLLUP_MS, alignMs: 0 };
const DAYS: Tier = {
  table: "rollup_day",
  column: "day_ms",
  unitMs: DAY_MS,
  alignMs: DAY_ALIGN_MS,
};

/** The longest summaries that windows of whole hours can be made from. */
export const tierOf = ({ everyMs, alignMs }: Pick<WindowRule, "everyMs" | "alignMs">): Tier =>
  everyMs % DAY_MS === 0 && (alignMs - DAY_ALIGN_MS) % DAY_MS === 0 ? DAYS : HOURS;

const TIER_AGGREGATES: Readonly<Record<Aggregate, (column: string) => string>> = {
  mean: () => "sum(sum) / sum(n)",
  min: () => "min(min)",
  max: () => "max(max)",
  sum: () => "sum(sum)",
  count: () => "sum(n)",
  // A bare column beside one max() is of the row that has it: SQLite, "Bare columns in an aggregate".
  last: (column) => `last, max(${column})`,
};

/** Windows of roll-ups; both edges lie between two rows of the tier. */
export function createTierWindows(
  db: Sqlite,
  fields: readonly string[],
  { everyMs, alignMs, aggregate }: WindowRule,
): SqlWindows {
  const { table, column } = tierOf({ everyMs, alignMs });
  const fieldIds = readFieldIds(db);
  const select = db
    .prepare<unknown[], [window: number, value: number]>(
      `SELECT ${windowNumber(column)} AS w, ${TIER_AGGREGATES[aggregate](column)} FROM ${table}
       WHERE series_id = ? AND field_id = ? AND ${column} >= ? AND ${column} < ? GROUP BY w`,
    )
    .raw();
  return (seriesId, fromMs, toMs) => {
    const windows: WindowValues = new Map();
    for (const [index, name] of fields.entries()) {
      const rows = select.all(alignMs, everyMs, seriesId, fieldIds.get(name), fromMs, toMs);
      for (const [window, value] of rows) {
        const startMs = window * everyMs - alignMs;
        const values = windows.get(startMs) ?? fields.map(() => null);
        windows.set(startMs, values);
        values[index] = value;
      }
    }
    return windows;
  };
}
