import type { StoredChannel } from "@resik/contract/channel";
import type { Sqlite } from "@resik/kit/sqlite";
import { compareInInstant } from "../instant-order.ts";
import { addValue, summariesAt, UNCOUNTED_QUALITIES, type Grid } from "../window.ts";
import { quoted, readingTable } from "./channel-table.ts";

/** The numeric values of one reading, in the order of the fields asked for. */
export type ValueRow = [atMs: number, bootId: number, seq: number, ...values: (number | null)[]];

export interface RawValues {
  /**
   * Every reading of a series in [fromMs, toMs) in order of (time, boot, seq). Consume it in one
   * turn: nothing can be written while it is open.
   */
  rows(seriesId: number, fromMs: number, toMs: number): Iterable<ValueRow>;
  /** Adds the readings that count to the windows they fall in. */
  addTo(grid: Grid, seriesId: number, fromMs: number, toMs: number, startOf: StartOf): void;
}

export type StartOf = (atMs: number) => number;

/** `fields` are names of numeric fields of the channel. */
export function createRawValues(
  db: Sqlite,
  channel: StoredChannel,
  fields: readonly string[],
): RawValues {
  const columns = fields.map((name) => `, ${quoted(name)}`).join("");
  const select = (condition: string) =>
    db
      .prepare<unknown[], ValueRow>(
        `SELECT at_ms, boot_id, seq${columns} FROM ${readingTable(channel)}
         WHERE series_id = ? AND at_ms >= ? AND at_ms < ? ${condition}
         ORDER BY at_ms, boot_id, seq`,
      )
      .raw();
  const uncounted = [...UNCOUNTED_QUALITIES];
  const all = select("");
  const counted = select(`AND quality NOT IN (${uncounted.map(() => "?").join(", ")})`);
  const findBoot = db.prepare<[number], string>("SELECT boot FROM boot WHERE id = ?").pluck();
  const bootOf = (id: number): string => findBoot.get(id) ?? "";

  return {
    rows: (seriesId, fromMs, toMs) => inOrder(all.iterate(seriesId, fromMs, toMs), bootOf),
    addTo(grid, seriesId, fromMs, toMs, startOf) {
      const rows = counted.iterate(seriesId, fromMs, toMs, ...uncounted);
      for (const row of inOrder(rows, bootOf)) {
        for (let field = 0; field < fields.length; field++) {
          const value = row[field + 3];
          if (value === null || value === undefined) continue;
          addValue(summariesAt(grid, startOf(row[0]), fields.length), field, value);
        }
      }
    },
  };
}

/**
 * Rows come in order of boot id, which is the order of arrival; readings of one instant from
 * several boots are rare and sorted here by their boots, so that no order of arrival shows.
 */
function* inOrder(
  rows: Iterable<ValueRow>,
  bootOf: (id: number) => string,
): Generator<ValueRow, void, undefined> {
  let group: ValueRow[] = [];
  for (const row of rows) {
    if (group[0] && group[0][0] !== row[0]) {
      yield* sortedByBoot(group, bootOf);
      group = [];
    }
    group.push(row);
  }
  yield* sortedByBoot(group, bootOf);
}

function sortedByBoot(group: ValueRow[], bootOf: (id: number) => string): ValueRow[] {
  if (group.every(([, bootId]) => bootId === group[0]?.[1])) return group;
  const placed = group.map((row) => ({ row, boot: bootOf(row[1]), seq: row[2] }));
  return placed.sort(compareInInstant).map(({ row }) => row);
}
