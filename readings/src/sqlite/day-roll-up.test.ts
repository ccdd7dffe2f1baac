import { join } from "node:path";
import { DAY_ALIGN_MS, DAY_MS, AGGREGATES } from "@resik/contract/series";
import { createManualClock } from "@resik/kit/clock";
import { openDurableSqlite } from "@resik/kit/sqlite";
import { describe, expect, it } from "vitest";
import { openReadingStore } from "../open.ts";
import type { ReadingStore } from "../port.ts";
import { airReading, batchOf, HOUR_MS, seriesQuery, START_MS } from "../reading.fixture.ts";
import { tempDir } from "./temp-dir.fixture.ts";

const DAYS = 4;
const reading = (seq: number, atMs: number, pm25UgM3: number) =>
  airReading({ seq, atMs, fields: { pm25UgM3 } });
/** One an hour for some days, each hour another value. */
const HOURS = Array.from({ length: DAYS * 24 }, (_, hour) =>
  reading(hour, START_MS + (hour + 0.5) * HOUR_MS, hour * 3 + 1),
);

/** Days, and what the same hours say when the database adds up nothing longer than an hour. */
async function daysOf(store: ReadingStore) {
  const range = { fromMs: START_MS - DAY_MS, toMs: START_MS + (DAYS + 1) * DAY_MS };
  const fields = ["pm25UgM3"];
  const ask = (everyMs: number, aggregate: (typeof AGGREGATES)[number]) =>
    store.series(seriesQuery({ ...range, fields, everyMs, aggregate, alignMs: DAY_ALIGN_MS }));
  const days = await Promise.all(AGGREGATES.map((aggregate) => ask(DAY_MS, aggregate)));
  const [hours] = await ask(HOUR_MS, "sum");
  const sums = new Map<number, number>();
  for (const [index, atMs] of (hours?.atMs ?? []).entries()) {
    const dayMs = Math.floor((atMs + DAY_ALIGN_MS) / DAY_MS) * DAY_MS - DAY_ALIGN_MS;
    sums.set(dayMs, (sums.get(dayMs) ?? 0) + (hours?.values["pm25UgM3"]?.[index] ?? 0));
  }
  return { days, sums };
}

const sumsOf = ({ days }: Awaited<ReturnType<typeof daysOf>>) => {
  const column = days[AGGREGATES.indexOf("sum")]?.[0];
  return new Map(column?.atMs.map((atMs, index) => [atMs, column.values["pm25UgM3"]?.[index]]));
};

describe("days of roll-ups", () => {
  it("say what their hours say, also of late ones and of ones that came from elsewhere", async () => {
    const dataDir = tempDir();
    const store = await openReadingStore("sqlite:", { dataDir, clock: createManualClock(0) });
    try {
      await store.write(batchOf(HOURS));
      while ((await store.rollUp(1_000)).more);
      const first = await daysOf(store);
      expect(sumsOf(first)).toEqual(first.sums);
      expect(first.sums.size).toBeGreaterThanOrEqual(DAYS);

      await store.write(batchOf([reading(9_000, START_MS + 30.2 * HOUR_MS, 500)]));
      const waiting = await daysOf(store);
      while ((await store.rollUp(1_000)).more);
      const late = await daysOf(store);
      expect(late).toEqual(waiting);
      expect(sumsOf(late)).toEqual(late.sums);
      expect(late.sums).not.toEqual(first.sums);

      const { site, device, channel } = airReading();
      const pm25UgM3 = { n: 2, min: 4, max: 6, sum: 10, last: 6 };
      const hourMs = START_MS - 5 * HOUR_MS;
      await store.writeRollUps([{ site, device, channel, hourMs, summaries: { pm25UgM3 } }]);
      const carried = await daysOf(store);
      expect(sumsOf(carried)).toEqual(carried.sums);
      expect(carried.sums).not.toEqual(late.sums);
    } finally {
      await store.close();
    }
  });

  it("of a file from before there were any are made when it is opened", async () => {
    const dataDir = tempDir();
    const open = () => openReadingStore("sqlite:", { dataDir, clock: createManualClock(0) });
    let store = await open();
    await store.write(batchOf(HOURS));
    while ((await store.rollUp(1_000)).more);
    const before = await daysOf(store);
    await store.close();

    const db = openDurableSqlite(join(dataDir, "readings", "readings.sqlite"));
    db.exec("DROP TABLE rollup_day");
    db.exec("UPDATE schema_version SET version = 1");
    db.close();

    store = await open();
    try {
      expect(await daysOf(store)).toEqual(before);
    } finally {
      await store.close();
    }
  });
});
