import { DAY_ALIGN_MS, DAY_MS, numericFieldsOf } from "@resik/contract/series";
import { STORED_CHANNELS, type StoredChannel } from "@resik/contract/channel";
import type { Sqlite } from "@resik/kit/sqlite";
import { windowStartMs } from "../window.ts";
import { readFieldIds } from "./field-ids.ts";

/** Midnight of western Indonesia before an instant. */
export const dayOf = (ms: number): number => windowStartMs(ms, DAY_MS, DAY_ALIGN_MS);

/**
 * Makes the summaries of a day anew out of its hours. Call it in the database transaction that
 * changed them, so that a day always is what its hours say.
 */
export type RefreshDay = (seriesId: number, channel: StoredChannel, dayMs: number) => void;

export function createDayRefresher(db: Sqlite): RefreshDay {
  const fieldIds = readFieldIds(db);
  const idsOf = new Map(
    STORED_CHANNELS.map((channel) => [
      channel,
      numericFieldsOf(channel).flatMap((name) => fieldIds.get(name) ?? []),
    ]),
  );
  const refresh = db.prepare(
    `INSERT INTO rollup_day (series_id, field_id, day_ms, n, min, max, sum, last)
     SELECT d.series_id, d.field_id, ?, d.n, d.min, d.max, d.sum, h.last FROM (
       SELECT series_id, field_id, sum(n) AS n, min(min) AS min, max(max) AS max,
         sum(sum) AS sum, max(hour_ms) AS last_ms
       FROM rollup WHERE series_id = ? AND field_id = ? AND hour_ms >= ? AND hour_ms < ?
       GROUP BY series_id, field_id
     ) d JOIN rollup h
       ON h.series_id = d.series_id AND h.field_id = d.field_id AND h.hour_ms = d.last_ms
     WHERE true
     ON CONFLICT DO UPDATE SET n = excluded.n, min = excluded.min, max = excluded.max,
       sum = excluded.sum, last = excluded.last`,
  );
  return (seriesId, channel, dayMs) => {
    for (const fieldId of idsOf.get(channel) ?? []) {
      refresh.run(dayMs, seriesId, fieldId, dayMs, dayMs + DAY_MS);
    }
  };
}
