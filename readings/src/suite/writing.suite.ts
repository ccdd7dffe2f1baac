import type { Reading } from "@resik/contract/reading";
import { describe, expect, it } from "vitest";
import type { ReadingSource } from "../port.ts";
import {
  airReading,
  batchOf,
  deviceId,
  HOUR_MS,
  MINUTE_MS,
  minutes,
  siteId,
  START_MS,
} from "../reading.fixture.ts";
import type { CurrentStore, ReadingStoreFactory } from "../store.suite.ts";

/** All air readings that a store holds. */
export async function scanAll(source: ReadingSource, channel: Reading["channel"] = "air") {
  const readings: Reading[] = [];
  for await (const reading of source.scan({ channel, fromMs: 0, toMs: START_MS * 2 })) {
    readings.push(reading);
  }
  return readings;
}

export function describeWriting(current: CurrentStore, factory: ReadingStoreFactory): void {
  /** What a result says of a batch; a store that cannot tell duplicates may count them stored. */
  const counts = (stored: number, duplicates: number) =>
    factory.countsDuplicates ? { stored, duplicates } : { duplicates: null };

  describe("writing", () => {
    it("stores a batch and gives it back as it was", async () => {
      const { store, source } = current();
      const readings = minutes(50);
      const result = await store.write(batchOf(readings));
      expect(result).toMatchObject({ ...counts(50, 0), stored: 50, rejected: [] });
      expect(await scanAll(source)).toEqual(readings);
    });

    it("takes an empty batch", async () => {
      const result = await current().store.write(batchOf([]));
      expect(result).toMatchObject({ ...counts(0, 0), stored: 0, quarantined: 0 });
    });

    it("changes nothing when a batch is written again, in whole or in part", async () => {
      const { store, source } = current();
      const readings = minutes(40);
      await store.write(batchOf(readings));
      const before = await store.series({ ...seriesOfHour, aggregate: "count" });
      for (const again of [readings, readings.slice(7, 30), readings.toReversed()]) {
        const result = await store.write(batchOf(again));
        expect(result).toMatchObject(counts(0, again.length));
      }
      expect(await scanAll(source)).toEqual(readings);
      expect(await store.series({ ...seriesOfHour, aggregate: "count" })).toEqual(before);
    });

    it("counts what is new when a replay is cut into other batches", async () => {
      const { store, source } = current();
      const readings = minutes(60);
      await store.write(batchOf(readings.slice(0, 25)));
      const result = await store.write(batchOf(readings.slice(20, 45)));
      expect(result).toMatchObject(counts(20, 5));
      await store.write(batchOf(readings.slice(40)));
      expect(await scanAll(source)).toEqual(readings);
    });

    it("counts an identity once that is twice in one batch", async () => {
      const { store, source } = current();
      const [reading] = minutes(1);
      const result = await store.write(batchOf([...minutes(2), ...minutes(2)]));
      expect(result).toMatchObject(counts(2, 2));
      expect((await scanAll(source))[0]).toEqual(reading);
      expect(await scanAll(source)).toHaveLength(2);
    });

    it("holds the same boot and sequence of other channels and devices apart", async () => {
      const { store, source } = current();
      const bin = airReading({ channel: "bin", fields: { fillRatio: 0.5 } });
      const other = airReading({ device: deviceId("st-02") });
      await store.write(batchOf([airReading(), bin, other]));
      expect(await scanAll(source)).toHaveLength(2);
      expect(await scanAll(source, "bin")).toEqual([bin]);
    });

    it("keeps text, booleans, an unset clock, quality and Unicode", async () => {
      const { store, source } = current();
      const scale = airReading({
        channel: "scale",
        quality: "unstable",
        sampledAtMs: null,
        fields: { massG: -250, stable: false, overload: true, teraUntil: "2027-01-31" },
      });
      const deposit = airReading({
        channel: "deposit",
        fields: { item: 'gelas "Ø" 🥤\n\'; DROP', massG: 1_250, amountIdr: 4_000 },
      });
      await store.write(batchOf([scale, deposit]));
      expect(await scanAll(source, "scale")).toEqual([scale]);
      expect(await scanAll(source, "deposit")).toEqual([deposit]);
    });

    it("leaves absent fields absent and zero zero", async () => {
      const { store, source } = current();
      await store.write(batchOf([airReading({ fields: { so2UgM3: 0 } })]));
      expect((await scanAll(source))[0]?.fields).toEqual({ so2UgM3: 0 });
    });

    it("keeps a number that looks whole as it is, whatever comes first", async () => {
      const { store, source } = current();
      const values = [5, 5.5, -0.25, 6, 0];
      for (const [seq, value] of values.entries()) {
        const reading = airReading({ seq, atMs: START_MS + seq, fields: { pm25UgM3: value } });
        expect(await store.write(batchOf([reading]))).toMatchObject({ stored: 1, rejected: [] });
      }
      const air = await scanAll(source);
      expect(air.map(({ fields }) => fields.pm25UgM3)).toEqual(values);
      const alone = airReading({ channel: "bin", fields: { fillRatio: 1 } });
      await store.write(batchOf([alone]));
      expect(await scanAll(source, "bin")).toEqual([alone]);
    });

    it("keeps the texts that screens group by, present, empty and absent ones apart", async () => {
      const { store, source } = current();
      const groups = ["plastik", "", undefined, "a,b=c d\\", "%", "tiga\nbaris"];
      const deposits = groups.map((itemGroup, seq) =>
        airReading({
          channel: "deposit",
          seq,
          atMs: START_MS + seq,
          fields: {
            item: "botol",
            amountIdr: 100,
            ...(itemGroup === undefined ? {} : { itemGroup }),
          },
        }),
      );
      await store.write(batchOf(deposits));
      expect(await scanAll(source, "deposit")).toEqual(deposits);
    });

    it("sets a reading aside that can never be stored and keeps the rest of the batch", async () => {
      const { store, source } = current();
      const good = minutes(3);
      const bad = airReading({ seq: 99, fields: { 'pm25UgM3"; DROP TABLE reading_air; --': 1 } });
      const result = await store.write(batchOf([...good.slice(0, 2), bad, ...good.slice(2)]));
      expect(result.stored).toBe(3);
      expect(result.rejected.map(({ reading }) => reading)).toEqual([bad]);
      expect(result.rejected[0]?.detail).toMatch(/no field/);
      expect(await scanAll(source)).toEqual(good);
    });
  });

  describe("a reading by its identity", () => {
    it("is the one of this channel, device, boot and number, and no other", async () => {
      const { store, source } = current();
      const wanted = airReading({ seq: 7, boot: "boot-b" });
      const elsewhere = airReading({ seq: 7, boot: "boot-b", device: deviceId("st-02") });
      await store.write(batchOf([...minutes(9), wanted, elsewhere]));
      const { channel, device, boot, seq } = wanted;
      const identity = { channel, device, boot, seq };
      for (const view of [store, source]) {
        expect(await view.reading(identity)).toEqual(wanted);
        expect(await view.reading({ ...identity, device: elsewhere.device })).toEqual(elsewhere);
        expect(await view.reading({ ...identity, seq: 8 })).toBeNull();
        expect(await view.reading({ ...identity, boot: "boot-c" })).toBeNull();
        expect(await view.reading({ ...identity, channel: "bin" })).toBeNull();
        expect(await view.reading({ ...identity, device: deviceId("st-09") })).toBeNull();
      }
    });
  });

  describe("latest", () => {
    it("is the newest by time of each device and channel, whatever came last", async () => {
      const { store, source } = current();
      const newest = airReading({ seq: 9, atMs: START_MS + HOUR_MS });
      const bin = airReading({ channel: "bin", fields: { fillRatio: 0.25 } });
      await store.write(batchOf([newest, bin]));
      await store.write(batchOf([airReading({ seq: 3, receivedAtMs: START_MS + 2 * HOUR_MS })]));
      expect(await source.latest({})).toEqual([bin, newest]);
      expect(await source.latest({ channel: "air" })).toEqual([newest]);
    });

    it("decides between readings of one instant by boot and then sequence", async () => {
      const { store, source } = current();
      const at = (boot: string, seq: number) => airReading({ boot, seq });
      await store.write(batchOf([at("boot-b", 1), at("boot-c", 4), at("boot-c", 2)]));
      await store.write(batchOf([at("boot-a", 9)]));
      expect(await source.latest({})).toEqual([at("boot-c", 4)]);
    });

    it("is asked by device and by site", async () => {
      const { store, source } = current();
      const here = airReading();
      const there = airReading({ site: siteId("juwana"), device: deviceId("st-02") });
      await store.write(batchOf([here, there]));
      expect(await source.latest({ site: siteId("juwana") })).toEqual([there]);
      expect(await source.latest({ device: here.device })).toEqual([here]);
      expect(await source.latest({ device: deviceId("st-03") })).toEqual([]);
      expect(await source.latest({ device: here.device, site: there.site })).toEqual([]);
    });

    it("follows a device to another site", async () => {
      const { store, source } = current();
      const moved = airReading({ seq: 1, atMs: START_MS + MINUTE_MS, site: siteId("juwana") });
      await store.write(batchOf([airReading(), moved]));
      expect(await source.latest({})).toEqual([moved]);
      expect(await source.latest({ site: siteId("pati-kota") })).toEqual([]);
    });
  });

  describe("scan", () => {
    it("goes by device and time, over a page's length and over sites", async () => {
      const { store, source } = current();
      const long = minutes(1_300, { device: deviceId("st-05") }).map((reading, seq) => ({
        ...reading,
        atMs: START_MS + seq * MINUTE_MS,
        sampledAtMs: START_MS + seq * MINUTE_MS,
        site: siteId(seq % 3 === 0 ? "juwana" : "pati-kota"),
      }));
      const first = airReading({ device: deviceId("st-04"), atMs: START_MS + 2 * HOUR_MS });
      await store.write(batchOf([...long.toReversed(), first]));
      expect(await scanAll(source)).toEqual([first, ...long]);
    });

    it("takes its range as from inclusive, to exclusive, and its filters", async () => {
      const { store, source } = current();
      await store.write(batchOf(minutes(10)));
      const range = { fromMs: START_MS + MINUTE_MS, toMs: START_MS + 4 * MINUTE_MS };
      const found: number[] = [];
      for await (const { seq } of source.scan({ channel: "air", ...range })) found.push(seq);
      expect(found).toEqual([1, 2, 3]);
      const elsewhere = { channel: "air", site: siteId("juwana"), ...range } as const;
      for await (const reading of source.scan(elsewhere)) expect.fail(String(reading.seq));
    });

    it("lets the writer write while the consumer takes its time", async () => {
      const { store, source } = current();
      await store.write(batchOf(minutes(1_200)));
      let seen = 0;
      for await (const { seq } of source.scan({ channel: "air", fromMs: 0, toMs: 2 * START_MS })) {
        if (seq === 10) await store.write(batchOf([airReading({ boot: "boot-z", seq: 1 })]));
        seen += 1;
      }
      expect(seen).toBeGreaterThanOrEqual(1_200);
    });
  });

  it("says that it is ready", async () => {
    expect(await current().store.notReady()).toBeNull();
    expect(await current().source.notReady()).toBeNull();
  });
}

const seriesOfHour = {
  channel: "air",
  fields: ["pm25UgM3"],
  devices: [deviceId("st-01")],
  fromMs: START_MS,
  toMs: START_MS + HOUR_MS,
  everyMs: HOUR_MS,
  alignMs: 0,
  pointsMax: 10,
} as const;
