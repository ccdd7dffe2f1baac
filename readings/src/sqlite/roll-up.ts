import { STORED_CHANNELS, type StoredChannel } from "@resik/contract/channel";
import { numericFieldsOf, ROLLUP_MS } from "@resik/contract/series";
import { nextTurn } from "@resik/kit/next-turn";
import type { Sqlite } from "@resik/kit/sqlite";
import type { RollUpResult, SeriesHour } from "../port.ts";
import type { Grid } from "../window.ts";
import { createDayRefresher, dayOf } from "./day-roll-up.ts";
import { readFieldIds } from "./field-ids.ts";
import { createRawValues } from "./raw-values.ts";

/** Series-hours computed in one database transaction: some 20 ms of work. */
const HOURS_A_STEP = 100;

export interface RollUp {
  run(hoursMax: number): Promise<RollUpResult>;
  /**
   * Computes an hour from its raw readings if it was written to since; a sealed hour stays as it
   * is. Call it within a database transaction.
   */
  settle(seriesId: number, channel: StoredChannel, hourMs: number): void;
}

export function createRollUp(db: Sqlite): RollUp {
  const compute = createHourComputer(db);
  const refreshDay = createDayRefresher(db);
  const takeDirty = db
    .prepare<[number, number], number>(
      "DELETE FROM rollup_dirty WHERE series_id = ? AND hour_ms = ? RETURNING id",
    )
    .pluck();
  const findSealed = db
    .prepare<[number, number], number>(
      "SELECT 1 FROM rollup_sealed WHERE series_id = ? AND hour_ms = ?",
    )
    .pluck();
  const listDirty = db.prepare<[number], SeriesHour & { seriesId: number }>(
    `SELECT d.series_id AS seriesId, s.channel, s.site, s.device, d.hour_ms AS hourMs
       FROM rollup_dirty d JOIN series s ON s.id = d.series_id ORDER BY d.id LIMIT ?`,
  );

  /** Whether the hour was computed anew. */
  const settleHour = (seriesId: number, channel: StoredChannel, hourMs: number): boolean => {
    if (takeDirty.get(seriesId, hourMs) === undefined) return false;
    if (findSealed.get(seriesId, hourMs) !== undefined) return false;
    compute(seriesId, channel, hourMs);
    return true;
  };
  const step = db.transaction((hoursMax: number): SeriesHour[] => {
    const hours = listDirty.all(hoursMax);
    const days = new Map<string, [number, StoredChannel, number]>();
    for (const { seriesId, channel, hourMs } of hours) {
      if (!settleHour(seriesId, channel, hourMs)) continue;
      const dayMs = dayOf(hourMs);
      days.set(`${seriesId} ${dayMs}`, [seriesId, channel, dayMs]);
    }
    for (const day of days.values()) refreshDay(...day);
    return hours.map(({ channel, site, device, hourMs }) => ({ channel, site, device, hourMs }));
  });

  return {
    settle(seriesId, channel, hourMs) {
      if (settleHour(seriesId, channel, hourMs)) refreshDay(seriesId, channel, dayOf(hourMs));
    },
    async run(hoursMax) {
      const touched: SeriesHour[] = [];
      while (touched.length < hoursMax) {
        const done = step.immediate(Math.min(HOURS_A_STEP, hoursMax - touched.length));
        touched.push(...done);
        if (done.length === 0) break;
        await nextTurn();
      }
      return { hours: touched.length, touched, more: listDirty.all(1).length > 0 };
    },
  };
}

type ComputeHour = (seriesId: number, channel: StoredChannel, hourMs: number) => void;

/** Overwrites the summaries of one hour with what its raw readings say. */
function createHourComputer(db: Sqlite): ComputeHour {
  const fieldIds = readFieldIds(db);
  const raws = new Map(
    STORED_CHANNELS.map((channel) => {
      const fields = numericFieldsOf(channel);
      return [channel, { fields, values: createRawValues(db, channel, fields) }] as const;
    }),
  );
  const upsert = db.prepare(
    `INSERT INTO rollup (series_id, field_id, hour_ms, n, min, max, sum, last)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?)
     ON CONFLICT DO UPDATE SET n = excluded.n, min = excluded.min, max = excluded.max,
       sum = excluded.sum, last = excluded.last`,
  );

  return (seriesId, channel, hourMs) => {
    const raw = raws.get(channel);
    if (!raw) return;
    const grid: Grid = new Map();
    raw.values.addTo(grid, seriesId, hourMs, hourMs + ROLLUP_MS, () => hourMs);
    grid.get(hourMs)?.forEach((summary, index) => {
      const fieldId = fieldIds.get(raw.fields[index] ?? "");
      if (!summary || fieldId === undefined) return;
      const { n, min, max, sum, last } = summary;
      upsert.run(seriesId, fieldId, hourMs, n, min, max, sum, last);
    });
  };
}
