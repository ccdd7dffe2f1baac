import { AGGREGATES } from "@resik/contract/series";
import { describe, expect, it } from "vitest";
import { QueryError } from "../port.ts";
import {
  airReading,
  batchOf,
  DAY_MS,
  deviceId,
  HOUR_MS,
  MINUTE_MS,
  minutes,
  seriesQuery,
  siteId,
  START_MS,
  WIB_MS,
} from "../reading.fixture.ts";
import type { CurrentStore } from "../store.suite.ts";

export function describeSeries(current: CurrentStore): void {
  describe("series", () => {
    it("computes each aggregate, before and after the roll-up", async () => {
      const { store, source } = current();
      const values = [4, 1, 7, 2];
      const readings = values.map((value, seq) =>
        airReading({ seq, atMs: START_MS + seq * MINUTE_MS, fields: { pm25UgM3: value } }),
      );
      await store.write(batchOf(readings.toReversed()));
      const expected = { mean: 3.5, min: 1, max: 7, sum: 14, count: 4, last: 2 };
      for (let round = 0; round < 2; round++) {
        for (const aggregate of AGGREGATES) {
          const [series] = await source.series(seriesQuery({ aggregate }));
          expect(series?.values).toEqual({ pm25UgM3: [expected[aggregate]] });
        }
        await store.rollUp(100);
      }
    });

    it("leaves out windows without a value and has null where one field has none", async () => {
      const { store, source } = current();
      await store.write(
        batchOf([
          airReading({ seq: 0, fields: { pm25UgM3: 5 } }),
          airReading({ seq: 1, atMs: START_MS + HOUR_MS, fields: { o3UgM3: 5 } }),
          airReading({ seq: 2, atMs: START_MS + 3 * HOUR_MS, fields: { pm10UgM3: 9 } }),
        ]),
      );
      const query = seriesQuery({ fields: ["pm25UgM3", "pm10UgM3"] });
      for (let round = 0; round < 2; round++) {
        expect(await source.series(query)).toEqual([
          {
            device: "st-01",
            site: "pati-kota",
            atMs: [START_MS, START_MS + 3 * HOUR_MS],
            values: { pm25UgM3: [5, null], pm10UgM3: [null, 9] },
            truncated: false,
          },
        ]);
        await store.rollUp(100);
      }
    });

    it("starts days at midnight in the local time of the alignment", async () => {
      const { store, source } = current();
      const midnightWibMs = Date.UTC(2026, 2, 1, 17);
      const at = [midnightWibMs - 1, midnightWibMs, midnightWibMs + DAY_MS - 1];
      await store.write(batchOf(at.map((atMs, seq) => airReading({ seq, atMs }))));
      const query = seriesQuery({ everyMs: DAY_MS, alignMs: WIB_MS, aggregate: "count" });
      const range = { fromMs: midnightWibMs - DAY_MS, toMs: midnightWibMs + DAY_MS };
      const [series] = await source.series({ ...query, ...range });
      expect(series?.atMs).toEqual([midnightWibMs - DAY_MS, midnightWibMs]);
      expect(series?.values.pm25UgM3).toEqual([1, 2]);
    });

    it("counts only what lies in the range, also within the first and last window", async () => {
      const { store, source } = current();
      await store.write(batchOf(minutes(180)));
      const range = { fromMs: START_MS + 50 * MINUTE_MS, toMs: START_MS + 130 * MINUTE_MS };
      const query = seriesQuery({ ...range, aggregate: "count" });
      for (let round = 0; round < 2; round++) {
        const [series] = await source.series(query);
        expect(series?.values.pm25UgM3).toEqual([10, 60, 10]);
        await store.rollUp(100);
      }
    });

    it("does not count readings of quality warming-up or sensor-fault, but shows them raw", async () => {
      const { store, source } = current();
      await store.write(
        batchOf([
          airReading({ seq: 0, quality: "warming-up", fields: { pm25UgM3: 900 } }),
          airReading({ seq: 1, quality: "sensor-fault", fields: { pm25UgM3: 800 } }),
          airReading({ seq: 2, quality: "ok", fields: { pm25UgM3: 7 } }),
        ]),
      );
      for (const everyMs of [MINUTE_MS, HOUR_MS]) {
        const [series] = await source.series(seriesQuery({ everyMs }));
        expect(series?.values.pm25UgM3).toEqual([7]);
      }
      const [raw] = await source.series(seriesQuery({ everyMs: 0 }));
      expect(raw?.values.pm25UgM3).toEqual([900, 800, 7]);
    });

    it("gives every raw reading, without values too", async () => {
      const { store, source } = current();
      await store.write(batchOf([airReading({ fields: {} })]));
      const [raw] = await source.series(seriesQuery({ everyMs: 0 }));
      expect(raw).toMatchObject({ atMs: [START_MS], values: { pm25UgM3: [null] } });
    });

    it("says when there was more than the limit, and only then", async () => {
      const { store, source } = current();
      await store.write(batchOf(minutes(10)));
      for (const everyMs of [0, MINUTE_MS]) {
        const at = await source.series(seriesQuery({ everyMs, pointsMax: 10 }));
        expect(at[0]).toMatchObject({ truncated: false });
        const past = await source.series(seriesQuery({ everyMs, pointsMax: 9 }));
        expect(past[0]).toMatchObject({ truncated: true });
        expect(past[0]?.values.pm25UgM3).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8]);
      }
    });

    it("answers by device in the order asked for, without those that have nothing", async () => {
      const { store, source } = current();
      const names = ["st-02", "st-01", "st-03"].map(deviceId);
      await store.write(batchOf(names.slice(0, 2).map((device) => airReading({ device }))));
      const answer = await source.series(seriesQuery({ devices: [...names, ...names] }));
      expect(answer.map(({ device }) => device)).toEqual(["st-02", "st-01"]);
      expect(await source.series(seriesQuery({ devices: [] }))).toEqual([]);
    });

    it("keeps the sites of a device that moved apart", async () => {
      const { store, source } = current();
      await store.write(batchOf([airReading(), airReading({ seq: 1, site: siteId("juwana") })]));
      const answer = await source.series(seriesQuery());
      expect(answer.map(({ site }) => site)).toEqual(["juwana", "pati-kota"]);
    });

    it.each(["nope", "stable", 'pm25UgM3" FROM x; --', "pm25UgM3)", "at_ms", "__proto__", ""])(
      "refuses the field name %j",
      async (name) => {
        const { store, source } = current();
        await store.write(batchOf(minutes(1)));
        await expect(source.series(seriesQuery({ fields: [name] }))).rejects.toThrow(QueryError);
        expect(await source.series(seriesQuery())).toHaveLength(1);
      },
    );
  });

  describe("roll-up", () => {
    it("computes each series-hour once and says when more wait", async () => {
      const { store } = current();
      await store.write(batchOf(minutes(150)));
      expect(await store.rollUp(2)).toMatchObject({ hours: 2, more: true });
      expect(await store.rollUp(2)).toMatchObject({ hours: 1, more: false });
      expect(await store.rollUp(2)).toMatchObject({ hours: 0, more: false });
    });

    it("takes late readings into an hour that was computed", async () => {
      const { store, source } = current();
      const readings = minutes(60);
      await store.write(batchOf(readings.slice(10)));
      await store.rollUp(10);
      await store.write(batchOf(readings.slice(0, 10)));
      const counted = async () =>
        (await source.series(seriesQuery({ aggregate: "count" })))[0]?.values.pm25UgM3;
      expect(await counted()).toEqual([60]);
      expect(await store.rollUp(10)).toMatchObject({ hours: 1, more: false });
      expect(await counted()).toEqual([60]);
    });

    it("tells which hours it touched", async () => {
      const { store } = current();
      const other = airReading({ device: deviceId("st-02"), site: siteId("juwana") });
      const bin = airReading({ channel: "bin", fields: { fillRatio: 0.5 } });
      await store.write(batchOf([...minutes(61), other, bin]));
      const { hours, touched } = await store.rollUp(100);
      const place = { site: "pati-kota", device: "st-01" };
      expect(hours).toBe(4);
      expect(touched.toSorted((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1))).toEqual(
        [
          { channel: "air", ...place, hourMs: START_MS },
          { channel: "air", ...place, hourMs: START_MS + HOUR_MS },
          { channel: "air", site: "juwana", device: "st-02", hourMs: START_MS },
          { channel: "bin", ...place, hourMs: START_MS },
        ].toSorted((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1)),
      );
      expect((await store.rollUp(100)).touched).toEqual([]);
    });

    it("forgets no hour that is written to while it is computed", async () => {
      const { store, source } = current();
      const readings = minutes(300);
      for (let from = 0; from < readings.length; from += 20) {
        const part = batchOf(readings.slice(from, from + 20));
        await Promise.all([store.write(part), store.rollUp(2), store.rollUp(100)]);
      }
      const counted = async () =>
        (await source.series(seriesQuery({ aggregate: "count" })))[0]?.values.pm25UgM3;
      expect(await counted()).toEqual([60, 60, 60, 60, 60]);
      while ((await store.rollUp(100)).more);
      expect(await counted()).toEqual([60, 60, 60, 60, 60]);
    });

    it("goes on where it was when the store is opened anew", async () => {
      const { store, source, reopen } = current();
      await store.write(batchOf(minutes(180)));
      expect(await store.rollUp(1)).toMatchObject({ hours: 1, more: true });
      const again = await reopen();
      expect(await again.rollUp(100)).toMatchObject({ hours: 2, more: false });
      const rows = [];
      for await (const { hourMs, summaries } of source.rollUps("air", START_MS * 2)) {
        rows.push([hourMs, summaries.pm25UgM3?.n]);
      }
      expect(rows).toEqual([0, 1, 2].map((hour) => [START_MS + hour * HOUR_MS, 60]));
    });
  });

  describe("derived points", () => {
    it("are taken, and again, and change nothing that readings say", async () => {
      const { store, source } = current();
      await store.write(batchOf(minutes(1)));
      const point = {
        measurement: "bin_state",
        site: "pati-kota",
        device: "bin-01",
        atMs: START_MS,
        fields: { fillRatio: 1, emptiedAtMs: START_MS },
      } as const;
      await store.project([point, { ...point, atMs: START_MS + HOUR_MS }]);
      await store.project([point]);
      await store.project([]);
      expect(await source.latest({})).toEqual(minutes(1));
      expect(await source.series(seriesQuery({ aggregate: "count" }))).toHaveLength(1);
    });
  });
}
