import type { Reading } from "@resik/contract/reading";
import type { Sqlite } from "@resik/kit/sqlite";
import { createIdCache } from "./id-cache.ts";

/** Series and boots kept in memory; others cost a look-up. Some 100 bytes each. */
const CACHE_ENTRIES_MAX = 50_000;

/** Row ids of the texts that every reading repeats. */
export interface Interner {
  seriesId(series: Pick<Reading, "channel" | "device" | "site">): number;
  bootId(reading: Pick<Reading, "device" | "boot">): number;
  /** After a rollback the ids drawn in it mean nothing. */
  forget(): void;
}

export function createInterner(db: Sqlite): Interner {
  const series = createIdCache(CACHE_ENTRIES_MAX);
  const boots = createIdCache(CACHE_ENTRIES_MAX);
  const addSeries = db.prepare("INSERT INTO series (channel, device, site) VALUES (?, ?, ?)");
  const findSeries = db
    .prepare<unknown[], number>(
      "SELECT id FROM series WHERE channel = ? AND device = ? AND site = ?",
    )
    .pluck();
  const addBoot = db.prepare("INSERT INTO boot (device, boot) VALUES (?, ?)");
  const findBoot = db
    .prepare<unknown[], number>("SELECT id FROM boot WHERE device = ? AND boot = ?")
    .pluck();

  const idOf = (find: typeof findSeries, add: typeof addSeries, key: string[]): number => {
    const known = find.get(...key);
    if (known !== undefined) return known;
    // A row id far below 2^53: it counts devices or boots.
    return Number(add.run(...key).lastInsertRowid);
  };

  return {
    seriesId({ channel, device, site }) {
      const key = `${channel}\n${device}\n${site}`;
      let id = series.get(key);
      if (id === undefined) {
        id = idOf(findSeries, addSeries, [channel, device, site]);
        series.set(key, id);
      }
      return id;
    },
    bootId({ device, boot }) {
      const key = `${device}\n${boot}`;
      let id = boots.get(key);
      if (id === undefined) {
        id = idOf(findBoot, addBoot, [device, boot]);
        boots.set(key, id);
      }
      return id;
    },
    forget() {
      series.clear();
      boots.clear();
    },
  };
}
