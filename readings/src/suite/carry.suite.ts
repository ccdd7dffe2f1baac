import type { StoredChannel } from "@resik/contract/channel";
import { describe, expect, it } from "vitest";
import type { HourlySummary, ReadingSource } from "../port.ts";
import {
  airReading,
  batchOf,
  deviceId,
  HOUR_MS,
  MINUTE_MS,
  minutes,
  seriesQuery,
  siteId,
  START_MS,
} from "../reading.fixture.ts";
import type { CurrentStore, ReadingStoreFactory } from "../store.suite.ts";

async function rollUpsOf(source: ReadingSource, channel: StoredChannel, beforeMs: number) {
  const rows: HourlySummary[] = [];
  for await (const row of source.rollUps(channel, beforeMs)) rows.push(row);
  return rows;
}

/** One hour of the first station, as another store computed it. */
const carried = (hourMs: number, n: number): HourlySummary => ({
  channel: "air",
  site: siteId("pati-kota"),
  device: deviceId("st-01"),
  hourMs,
  summaries: { pm25UgM3: { n, min: 1, max: 9.5, sum: 4 * n, last: 3 } },
});

export function describeCarry(
  current: CurrentStore,
  { deletes = true }: ReadingStoreFactory,
): void {
  describe("roll-ups for another store", () => {
    it("come in order of device, site and hour, each with the fields that have values", async () => {
      const { store, source } = current();
      const at = (seq: number, hour: number, device: string, site: string) =>
        airReading({
          seq,
          device: deviceId(device),
          site: siteId(site),
          atMs: START_MS + hour * HOUR_MS + seq * MINUTE_MS,
          fields: { pm25UgM3: seq, ...(seq === 4 ? { o3UgM3: 7.5 } : {}) },
        });
      await store.write(
        batchOf([
          at(1, 2, "st-02", "juwana"),
          at(2, 0, "st-02", "pati-kota"),
          at(3, 0, "st-01", "pati-kota"),
          at(4, 0, "st-01", "pati-kota"),
          at(5, 1, "st-01", "pati-kota"),
        ]),
      );
      await store.rollUp(100);
      const rows = await rollUpsOf(source, "air", START_MS + 2 * HOUR_MS);
      expect(rows).toEqual([
        {
          ...carried(START_MS, 0),
          summaries: {
            pm25UgM3: { n: 2, min: 3, max: 4, sum: 7, last: 4 },
            o3UgM3: { n: 1, min: 7.5, max: 7.5, sum: 7.5, last: 7.5 },
          },
        },
        {
          ...carried(START_MS + HOUR_MS, 0),
          summaries: { pm25UgM3: { n: 1, min: 5, max: 5, sum: 5, last: 5 } },
        },
        {
          ...carried(START_MS, 0),
          device: "st-02",
          summaries: { pm25UgM3: { n: 1, min: 2, max: 2, sum: 2, last: 2 } },
        },
      ]);
      expect(await rollUpsOf(source, "air", START_MS)).toEqual([]);
      expect(await rollUpsOf(source, "bin", START_MS * 2)).toEqual([]);
    });

    it("goes over a page's length", async () => {
      const { store, source } = current();
      const rows = Array.from({ length: 2_100 }, (_, hour) =>
        carried(START_MS + hour * HOUR_MS, hour + 1),
      );
      await store.writeRollUps(rows);
      expect(await rollUpsOf(source, "air", START_MS * 2)).toEqual(rows);
    });

    it("are answered like its own once they are written, also when written again", async () => {
      const { store, source } = current();
      for (let round = 0; round < 2; round++) {
        await store.writeRollUps([carried(START_MS, 60), carried(START_MS + HOUR_MS, 30)]);
        const [series] = await source.series(seriesQuery({ aggregate: "count" }));
        expect(series?.values.pm25UgM3).toEqual([60, 30]);
        const [last] = await source.series(seriesQuery({ aggregate: "last" }));
        expect(last?.values.pm25UgM3).toEqual([3, 3]);
      }
    });

    it("seal their hours: readings of them never change what they say", async () => {
      const { store, source, reopen } = current();
      const counts = async () =>
        (await source.series(seriesQuery({ aggregate: "count" })))[0]?.values.pm25UgM3;
      await store.writeRollUps([carried(START_MS, 60)]);
      await store.write(batchOf(minutes(90)));
      expect(await counts()).toEqual([60, 30]);
      await store.rollUp(100);
      expect(await counts()).toEqual([60, 30]);
      const again = await reopen();
      await again.write(batchOf(minutes(50)));
      await again.rollUp(100);
      expect(await counts()).toEqual([60, 30]);
    });

    it.runIf(deletes)("say where readings may be gone, once some are", async () => {
      const { store, source } = current();
      await store.write(batchOf(minutes(120)));
      expect(await source.sealedBeforeMs()).toBeNull();
      while ((await store.deleteBefore(START_MS + 50 * MINUTE_MS, 1_000)) > 0);
      expect(await source.sealedBeforeMs()).toBe(START_MS + HOUR_MS);
      await store.writeRollUps([carried(START_MS + 5 * HOUR_MS, 1)]);
      expect(await source.sealedBeforeMs()).toBe(START_MS + 6 * HOUR_MS);
    });

    it("takes none at all", async () => {
      const { store, source } = current();
      await store.writeRollUps([]);
      expect(await source.sealedBeforeMs()).toBeNull();
    });
  });

  describe("tally", () => {
    it("counts every reading of whatever quality and sums every numeric field", async () => {
      const { store, source } = current();
      await store.write(
        batchOf([
          ...minutes(5, { device: deviceId("st-02") }),
          airReading({ seq: 1, quality: "warming-up", fields: { pm25UgM3: 900.5 } }),
          airReading({ seq: 2, fields: {} }),
          airReading({ seq: 3, site: siteId("juwana"), fields: { o3UgM3: 2 } }),
        ]),
      );
      const tallies = await source.tally("air");
      expect(tallies.map(({ device, site, readings }) => [device, site, readings])).toEqual([
        ["st-01", "juwana", 1],
        ["st-01", "pati-kota", 2],
        ["st-02", "pati-kota", 5],
      ]);
      expect(tallies.map(({ sums }) => [sums.pm25UgM3, sums.o3UgM3, sums.coUgM3])).toEqual([
        [0, 2, 0],
        [900.5, 0, 0],
        [10, 0, 0],
      ]);
      expect(await source.tally("bin")).toEqual([]);
    });
  });
}
