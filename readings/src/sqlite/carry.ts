import type { StoredChannel } from "@resik/contract/channel";
import { numericFieldsOf, ROLLUP_MS } from "@resik/contract/series";
import type { DeviceId, SiteId } from "@resik/contract/slug";
import { nextTurn } from "@resik/kit/next-turn";
import type { Sqlite } from "@resik/kit/sqlite";
import type { HourlySummary, SeriesTally } from "../port.ts";
import type { Summary } from "../window.ts";
import { quoted, readingTable } from "./channel-table.ts";
import { createDayRefresher, dayOf } from "./day-roll-up.ts";
import { createInterner } from "./intern.ts";
import { readFieldIds } from "./field-ids.ts";

/** Hours of one series that are read at once. */
const HOURS_A_PAGE = 500;

interface SeriesRow {
  id: number;
  device: DeviceId;
  site: SiteId;
}

/** Reads what another store needs to hold the same: roll-ups without raw readings, and counts. */
export interface CarryReader {
  rollUps(channel: StoredChannel, beforeMs: number): AsyncGenerator<HourlySummary, void>;
  sealedBeforeMs(): number | null;
  tally(channel: StoredChannel): SeriesTally[];
}

export function createCarryReader(db: Sqlite): CarryReader {
  const listSeries = db.prepare<[string], SeriesRow>(
    "SELECT id, device, site FROM series WHERE channel = ? ORDER BY device, site",
  );
  const listHours = db
    .prepare<[number, number, number, number], number>(
      `SELECT DISTINCT hour_ms FROM rollup WHERE series_id = ? AND hour_ms > ? AND hour_ms < ?
       ORDER BY hour_ms LIMIT ?`,
    )
    .pluck();
  const listSummaries = db.prepare<
    [number, number, number],
    Summary & { name: string; hourMs: number }
  >(
    `SELECT f.name, r.hour_ms AS hourMs, r.n, r.min, r.max, r.sum, r.last
     FROM rollup r JOIN field f ON f.id = r.field_id
     WHERE r.series_id = ? AND r.hour_ms >= ? AND r.hour_ms <= ? ORDER BY r.hour_ms`,
  );
  const lastSealed = db
    .prepare<[], number | null>("SELECT max(hour_ms) FROM rollup_sealed")
    .pluck();

  function page(seriesId: number, afterMs: number, beforeMs: number) {
    const hours = listHours.all(seriesId, afterMs, beforeMs, HOURS_A_PAGE);
    const [first, last] = [hours[0], hours.at(-1)];
    if (first === undefined || last === undefined) return null;
    const byHour = new Map<number, Record<string, Summary>>(hours.map((hourMs) => [hourMs, {}]));
    for (const { name, hourMs, ...summary } of listSummaries.all(seriesId, first, last)) {
      const summaries = byHour.get(hourMs);
      if (summaries) summaries[name] = summary;
    }
    return { byHour, last };
  }

  return {
    async *rollUps(channel, beforeMs) {
      for (const { id, device, site } of listSeries.all(channel)) {
        let afterMs = Number.MIN_SAFE_INTEGER;
        for (let found = page(id, afterMs, beforeMs); found; found = page(id, afterMs, beforeMs)) {
          for (const [hourMs, summaries] of found.byHour) {
            yield { channel, device, site, hourMs, summaries };
          }
          afterMs = found.last;
          await nextTurn();
        }
      }
    },
    sealedBeforeMs() {
      const lastMs = lastSealed.get() ?? null;
      return lastMs === null ? null : lastMs + ROLLUP_MS;
    },
    tally(channel) {
      const fields = numericFieldsOf(channel);
      const sums = fields.map((name) => `, total(${quoted(name)})`).join("");
      const rows = db
        .prepare<[string], [device: DeviceId, site: SiteId, readings: number, ...sums: number[]]>(
          `SELECT s.device, s.site, count(*)${sums} FROM ${readingTable(channel)} r
           JOIN series s ON s.id = r.series_id WHERE s.channel = ?
           GROUP BY s.id ORDER BY s.device, s.site`,
        )
        .raw()
        .all(channel);
      return rows.map(([device, site, readings, ...totals]) => ({
        channel,
        device,
        site,
        readings,
        sums: Object.fromEntries(fields.map((name, index) => [name, totals[index] ?? 0])),
      }));
    },
  };
}

/** Stores roll-ups that came from elsewhere, each batch in one database transaction. */
export function createRollUpWriter(db: Sqlite): (rows: readonly HourlySummary[]) => void {
  const ids = createInterner(db);
  const fieldIds = readFieldIds(db);
  const upsert = db.prepare(
    `INSERT INTO rollup (series_id, field_id, hour_ms, n, min, max, sum, last)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?)
     ON CONFLICT DO UPDATE SET n = excluded.n, min = excluded.min, max = excluded.max,
       sum = excluded.sum, last = excluded.last`,
  );
  const seal = db.prepare(
    "INSERT INTO rollup_sealed (series_id, hour_ms) VALUES (?, ?) ON CONFLICT DO NOTHING",
  );
  const refreshDay = createDayRefresher(db);
  const writeAll = db.transaction((rows: readonly HourlySummary[]) => {
    const days = new Map<string, [number, StoredChannel, number]>();
    for (const row of rows) {
      const seriesId = ids.seriesId(row);
      const dayMs = dayOf(row.hourMs);
      days.set(`${seriesId} ${dayMs}`, [seriesId, row.channel, dayMs]);
      for (const [name, { n, min, max, sum, last }] of Object.entries(row.summaries)) {
        const fieldId = fieldIds.get(name);
        if (fieldId !== undefined)
          upsert.run(seriesId, fieldId, row.hourMs, n, min, max, sum, last);
      }
      seal.run(seriesId, row.hourMs);
    }
    for (const day of days.values()) refreshDay(...day);
  });
  return (rows) => {
    try {
      writeAll.immediate(rows);
    } finally {
      ids.forget();
    }
  };
}
