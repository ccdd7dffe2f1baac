import { isStoredChannel, type StoredChannel } from "@resik/contract/channel";
import type { Reading } from "@resik/contract/reading";
import { ROLLUP_MS } from "@resik/contract/series";
import type { DeviceId, SiteId } from "@resik/contract/slug";
import type { Clock } from "@resik/kit/clock";
import type { SeriesHour } from "../port.ts";
import { rowsOf, type AnswerRow } from "./answer-row.ts";
import { hourKey, tagIs, tagIsOneOf } from "./condition.ts";
import { influxName, influxTime, msToNs } from "./influxql.ts";
import { encodeLine } from "./line.ts";
import { writeOwnLines } from "./own-lines.ts";
import { OWN } from "./own-measurement.ts";
import type { InfluxServer } from "./server.ts";

const JOURNAL = influxName(OWN.journal.name);
const CURSOR = influxName(OWN.cursor.name);

/** Marks that are remembered as written; above it all are forgotten, which marks hours again. */
const MARKED_MAX = 200_000;

/** Hours to work off, and the place in the journal after which the next ones stand. */
export interface Taken {
  hours: SeriesHour[];
  upToNs: bigint;
  more: boolean;
}

/**
 * Which hours were written to since they were computed, in the order in which it happened: a point
 * an hour, at a time of the writer's own that only rises, and a cursor behind the last point that
 * was worked off. A mark is durable no later than the readings that it stands for, and the cursor
 * moves after the roll-ups are written: whatever ends in between, an hour is computed once too
 * often and never once too little. One writer has one journal; `write` and `take` of it must not
 * interleave, or a mark could come to stand behind the cursor without having been seen. Two writers
 * may write the same hour at any time; only one of them may compute it at a time.
 */
export interface Journal {
  /** Marks for the hours of these readings that are not marked yet, with `commit` once written. */
  marksFor(readings: readonly Reading[]): Promise<{ lines: string[]; commit(): void }>;
  take(hoursMax: number): Promise<Taken | null>;
  moveTo(upToNs: bigint): Promise<void>;
}

export function createJournal(server: InfluxServer, clock: Clock, writer: string): Journal {
  /** Marks behind the cursor; a mark that stands in the journal twice is harmless. */
  const marked = new Set<string>();
  let place: { cursorNs: bigint; lastNs: bigint } | null = null;

  /**
   * A clock that was set back must not put marks behind the cursor or behind one another. The
   * cursor is there before the first mark is: readers find the writers by their cursors.
   */
  async function placeNow(): Promise<{ cursorNs: bigint; lastNs: bigint }> {
    if (place) return place;
    let cursorNs = (await readCursors(server)).get(writer);
    if (cursorNs === undefined) await writeCursor(server, writer, (cursorNs = 0n));
    const last = await server.query(
      OWN.journal.retention,
      `SELECT "hourMs" FROM ${JOURNAL} WHERE ${tagIs("writer", writer)}
       ORDER BY time DESC LIMIT 1`,
    );
    const lastNs = [...rowsOf(last)][0]?.timeNs ?? 0n;
    return (place = { cursorNs, lastNs: lastNs > cursorNs ? lastNs : cursorNs });
  }

  return {
    async marksFor(readings) {
      const fresh = new Map<string, SeriesHour>();
      // Of each device, what was looked at last: its readings mostly follow in the same hour.
      const looked = new Map<string, SeriesHour>();
      for (const { channel, site, device, atMs } of readings) {
        const hourMs = Math.floor(atMs / ROLLUP_MS) * ROLLUP_MS;
        const last = looked.get(device);
        if (last?.hourMs === hourMs && last.channel === channel && last.site === site) continue;
        const hour = { channel, site, device, hourMs };
        looked.set(device, hour);
        const key = hourKey(hour);
        if (!marked.has(key)) fresh.set(key, hour);
      }
      if (fresh.size === 0) return { lines: [], commit: () => undefined };
      const at = await placeNow();
      const nowNs = msToNs(clock.nowMs());
      const lines = Array.from(fresh.values(), ({ hourMs, ...tags }) => {
        // Times that failed to be written are not given again.
        at.lastNs = nowNs > at.lastNs ? nowNs : at.lastNs + 1n;
        const point = { tags: { writer, ...tags }, fields: { hourMs }, timeNs: at.lastNs };
        return encodeLine(OWN.journal, point);
      });
      return { lines, commit: () => remember(marked, fresh.keys()) };
    },
    async take(hoursMax) {
      const { cursorNs } = await placeNow();
      const answer = await server.query(
        OWN.journal.retention,
        `SELECT "hourMs", "channel", "site", "device" FROM ${JOURNAL}
         WHERE ${tagIs("writer", writer)} AND time > ${influxTime(cursorNs)}
         ORDER BY time ASC LIMIT ${hoursMax + 1}`,
      );
      const rows = [...rowsOf(answer)];
      const taken = rows.slice(0, hoursMax);
      const last = taken.at(-1);
      if (!last) return null;
      const hours = new Map<string, SeriesHour>();
      for (const row of taken) {
        const hour = hourOf(row);
        if (hour) hours.set(hourKey(hour), hour);
      }
      // What is written to them from now on may be missed by their computation: it marks again.
      for (const key of hours.keys()) marked.delete(key);
      const more = rows.length > taken.length;
      return { hours: [...hours.values()], upToNs: last.timeNs, more };
    },
    async moveTo(upToNs) {
      await writeCursor(server, writer, upToNs);
      if (place) place.cursorNs = upToNs;
    },
  };
}

function remember(marked: Set<string>, keys: Iterable<string>): void {
  if (marked.size > MARKED_MAX) marked.clear();
  for (const key of keys) marked.add(key);
}

/** Null for a point of a channel that this version does not know any more. */
function hourOf(row: AnswerRow): SeriesHour | null {
  const [channel, hourMs] = [row.tag("channel"), row.number("hourMs")];
  if (channel === null || !isStoredChannel(channel) || hourMs === null) return null;
  // Written from a reading's ids.
  const site = (row.tag("site") ?? "") as SiteId;
  return { channel, site, device: (row.tag("device") ?? "") as DeviceId, hourMs };
}

const writeCursor = (server: InfluxServer, writer: string, upToNs: bigint): Promise<void> =>
  writeOwnLines(server, OWN.cursor.retention, [
    encodeLine(OWN.cursor, { tags: { writer }, fields: { upToNs: String(upToNs) }, timeNs: 0n }),
  ]);

/** How far each writer is, by its name. */
async function readCursors(server: InfluxServer): Promise<Map<string, bigint>> {
  const answer = await server.query(
    OWN.cursor.retention,
    `SELECT "upToNs" FROM ${CURSOR} GROUP BY "writer"`,
  );
  const cursors = new Map<string, bigint>();
  for (const row of rowsOf(answer)) {
    cursors.set(row.tag("writer") ?? "", BigInt(row.text("upToNs") ?? "0"));
  }
  return cursors;
}

/**
 * Hours in [fromMs, toMs) that wait for their roll-up in anybody's journal, as keys. The cursors
 * are read first: an hour that is computed in between is still among them, and raw readings are
 * right for it too.
 */
export async function readDirtyHours(
  server: InfluxServer,
  query: { channel: StoredChannel; devices: readonly string[]; fromMs: number; toMs: number },
): Promise<Map<string, SeriesHour>> {
  const { channel, devices, fromMs, toMs } = query;
  const dirty = new Map<string, SeriesHour>();
  for (const [writer, cursorNs] of await readCursors(server)) {
    const answer = await server.query(
      OWN.journal.retention,
      `SELECT "hourMs", "channel", "site", "device" FROM ${JOURNAL}
       WHERE ${tagIs("writer", writer)} AND time > ${influxTime(cursorNs)}
         AND ${tagIs("channel", channel)} AND ${tagIsOneOf("device", devices)}
         AND "hourMs" >= ${fromMs} AND "hourMs" < ${toMs}`,
    );
    for (const row of rowsOf(answer)) {
      const hour = hourOf(row);
      if (hour) dirty.set(hourKey(hour), hour);
    }
  }
  return dirty;
}
