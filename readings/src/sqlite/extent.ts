import type { StoredChannel } from "@resik/contract/channel";
import { ROLLUP_MS } from "@resik/contract/series";
import type { Sqlite } from "@resik/kit/sqlite";
import { readingTable } from "./channel-table.ts";
import { readFieldIds } from "./field-ids.ts";

/** The instants of the first and the last thing known of a series; null when there is nothing. */
export type ExtentReader = (seriesId: number) => { fromMs: number; toMs: number } | null;

/** Takes roll-ups of these fields into account; of none, raw readings alone. */
export function createExtentReader(
  db: Sqlite,
  channel: StoredChannel,
  rolledUp: readonly string[],
): ExtentReader {
  const table = readingTable(channel);
  const edge = (sql: string) => db.prepare<unknown[], number | null>(sql).pluck();
  // One seek each; both in one question would walk over the whole series.
  const firstRaw = edge(`SELECT min(at_ms) FROM ${table} WHERE series_id = ?`);
  const lastRaw = edge(`SELECT max(at_ms) FROM ${table} WHERE series_id = ?`);
  const firstHour = edge("SELECT min(hour_ms) FROM rollup WHERE series_id = ? AND field_id = ?");
  const lastHour = edge("SELECT max(hour_ms) FROM rollup WHERE series_id = ? AND field_id = ?");
  const fieldIds = readFieldIds(db);
  const ids = rolledUp.flatMap((name) => fieldIds.get(name) ?? []);

  return (seriesId) => {
    const first = [firstRaw.get(seriesId), ...ids.map((id) => firstHour.get(seriesId, id))];
    const hours = ids.map((id) => lastHour.get(seriesId, id));
    const last = [
      lastRaw.get(seriesId),
      ...hours.map((hourMs) => (typeof hourMs === "number" ? hourMs + ROLLUP_MS - 1 : null)),
    ];
    const isKnown = (time: number | null | undefined): time is number => typeof time === "number";
    const [from, to] = [first.filter(isKnown), last.filter(isKnown)];
    return from.length === 0 ? null : { fromMs: Math.min(...from), toMs: Math.max(...to) };
  };
}
