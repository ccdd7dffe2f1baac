import { createManualClock, systemClock } from "@resik/kit/clock";
import { describe, expect, it } from "vitest";
import {
  airReading,
  batchOf,
  DAY_MS,
  deviceId,
  HOUR_MS,
  MINUTE_MS,
  minutes,
  quarantinedMessage,
  seriesQuery,
  START_MS,
} from "../reading.fixture.ts";
import { scanAll } from "../suite/writing.suite.ts";
import { influxdMissing } from "./influxd.fixture.ts";
import { storeOn, useInfluxd } from "./opened.fixture.ts";

const missing = influxdMissing(process.env.CI === "true");

describe.skipIf(missing !== null)("what an InfluxDB store writes", () => {
  const file = useInfluxd();

  it("leaves out the readings whose field has another type there, in the server's words", async () => {
    const database = file.database();
    const server = database.server();
    await server.ensureStorage();
    // Somebody else's point, with a text where we have a number.
    await server.write("raw", [
      `air,site=x,device=y pm25UgM3="tinggi",seq=0i ${BigInt(START_MS) * 1_000_000n}`,
    ]);
    const store = storeOn(server);
    const o3 = (seq: number) => airReading({ seq, atMs: START_MS + seq, fields: { o3UgM3: seq } });
    const pm25 = (seq: number) => airReading({ seq, atMs: START_MS + seq });
    const bin = airReading({ channel: "bin", fields: { fillRatio: 0.5 } });
    const message = quarantinedMessage();
    const batch = batchOf([o3(0), pm25(1), o3(2), pm25(3), bin], [message]);
    for (let round = 0; round < 2; round++) {
      const { stored, rejected } = await store.write(batch);
      expect(stored).toBe(3);
      expect(rejected).toEqual(
        [pm25(1), pm25(3)].map((reading) => ({
          reading,
          detail: expect.stringMatching(/field type conflict: input field .*pm25UgM3/),
        })),
      );
    }
    const found = await scanAll(store);
    expect(found.filter(({ device }) => device === "st-01")).toEqual([o3(0), o3(2)]);
    expect(await scanAll(store, "bin")).toEqual([bin]);
    expect(await store.latest({})).toEqual([bin, o3(2)]);
    expect((await store.quarantine({ limit: 5 })).rows).toHaveLength(1);
    await database.drop();
  });

  it("sets aside what is older than the server keeps, and keeps the rest", async () => {
    const nowMs = systemClock.nowMs();
    const database = file.database();
    const store = storeOn(database.server({ retentionDays: 7 }), { retentionDays: 7 });
    const at = (seq: number, atMs: number) => airReading({ seq, atMs, receivedAtMs: nowMs });
    const old = at(0, nowMs - 8 * DAY_MS);
    const young = at(1, nowMs - 6 * DAY_MS);
    const { stored, rejected } = await store.write(batchOf([old, young]));
    expect(stored).toBe(1);
    expect(rejected).toEqual([{ reading: old, detail: expect.stringMatching(/older than/) }]);
    expect(await store.latest({})).toEqual([young]);
    expect(await store.deleteBefore(nowMs, 100)).toBe(0);
    expect(await scanAll(store)).toEqual([young]);
    await database.drop();
  });

  it("never computes an hour of which the server may have expired a part", async () => {
    const nowMs = systemClock.nowMs();
    const database = file.database();
    const server = database.server({ retentionDays: 7 });
    const store = storeOn(server, { retentionDays: 7 });
    const edgeMs = nowMs - 7 * DAY_MS + 5 * MINUTE_MS;
    await store.write(batchOf([airReading({ seq: 0, atMs: edgeMs, receivedAtMs: nowMs })]));
    expect((await store.rollUp(100)).touched).toEqual([]);
    expect(await store.sealedBeforeMs()).toBeGreaterThan(edgeMs);
    await database.drop();
  });

  it("keeps the journals of two writers apart, and every hour right for readers", async () => {
    const database = file.database();
    const ingest = storeOn(database.server());
    const copy = storeOn(database.server(), { writer: "copy" });
    const other = { device: deviceId("st-02") };
    await ingest.write(batchOf(minutes(60)));
    await copy.write(batchOf(minutes(90, other)));
    const counted = async () => {
      const devices = ["st-01", "st-02"].map(deviceId);
      const answer = await ingest.series(seriesQuery({ devices, aggregate: "count" }));
      return answer.map(({ values }) => values.pm25UgM3);
    };
    expect(await counted()).toEqual([[60], [60, 30]]);
    expect((await ingest.rollUp(100)).touched.map(({ device }) => device)).toEqual(["st-01"]);
    expect(await counted()).toEqual([[60], [60, 30]]);
    expect(await ingest.rollUp(100)).toMatchObject({ hours: 0, more: false });
    expect(await copy.rollUp(1)).toMatchObject({ hours: 1, more: true });
    expect(await copy.rollUp(100)).toMatchObject({ hours: 1, more: false });
    expect(await counted()).toEqual([[60], [60, 30]]);
    await database.drop();
  });

  it("marks behind its cursor no hour although the clock was set back", async () => {
    const database = file.database();
    const clock = createManualClock(START_MS + DAY_MS);
    const first = storeOn(database.server(), { clock });
    await first.write(batchOf(minutes(30)));
    await first.rollUp(100);
    clock.jump(START_MS);
    await first.write(batchOf(minutes(40)));
    expect(await first.rollUp(100)).toMatchObject({ hours: 1 });
    const second = storeOn(database.server(), { clock: createManualClock(START_MS - DAY_MS) });
    await second.write(batchOf(minutes(50)));
    expect(await second.rollUp(100)).toMatchObject({ hours: 1, more: false });
    const [series] = await second.series(seriesQuery({ aggregate: "count" }));
    expect(series?.values.pm25UgM3).toEqual([50]);
    await database.drop();
  });

  it("keeps quarantine of the largest packet whole, and many of one millisecond apart", async () => {
    const database = file.database();
    const store = storeOn(database.server());
    const largest = Buffer.from(Array.from({ length: 65_536 }, (_, index) => index % 251));
    await store.write(batchOf([], [quarantinedMessage({ payload: largest })]));
    const [row] = (await store.quarantine({ limit: 1 })).rows;
    expect(Buffer.compare(Buffer.from(row?.payload ?? []), largest)).toBe(0);
    const many = Array.from({ length: 3_000 }, (_, index) =>
      quarantinedMessage({ payload: Buffer.from(`nomor ${index}`) }),
    );
    expect(await store.write(batchOf([], many))).toMatchObject({ quarantined: 3_000 });
    expect(await store.write(batchOf([], many))).toMatchObject({ quarantined: 0 });
    expect((await store.quarantine({ limit: 4_000 })).rows).toHaveLength(3_001);
    await database.drop();
  });

  it("shows a derived point as it was written last, and refuses one of no measurement", async () => {
    const database = file.database();
    const server = database.server();
    const store = storeOn(server);
    const at = { site: "pati-kota", device: "st-01", atMs: START_MS } as const;
    await store.project([
      { measurement: "ispu", ...at, fields: { index: 57, category: "sedang", provisional: true } },
      { measurement: "ispu", ...at, atMs: START_MS + HOUR_MS, fields: { index: 60 } },
    ]);
    await store.project([{ measurement: "ispu", ...at, fields: { index: 58 } }]);
    const [answer] = await server.query("keep", `SELECT "index", "category" FROM "ispu"`);
    expect(answer?.values.map(([, ...rest]) => rest)).toEqual([
      [58, "sedang"],
      [60, null],
    ]);
    const wrong = { measurement: "ispu", ...at, fields: { indeks: 1 } } as const;
    await expect(store.project([wrong])).rejects.toThrow(/indeks/);
    await database.drop();
  });

  it("makes no second series or type of a channel's field, whatever values come", async () => {
    const database = file.database();
    const server = database.server();
    const store = storeOn(server);
    await store.write(batchOf([airReading({ fields: { pm25UgM3: 5 } })]));
    await store.write(
      batchOf([airReading({ seq: 1, atMs: START_MS + 1, fields: { pm25UgM3: 5.5 } })]),
    );
    await store.rollUp(10);
    const typesOf = async (retention: "raw" | "keep", measurement: string) => {
      const [answer] = await server.query(retention, `SHOW FIELD KEYS FROM "${measurement}"`);
      return Object.fromEntries((answer?.values ?? []) as [string, string][]);
    };
    expect(await typesOf("raw", "air")).toMatchObject({ pm25UgM3: "float", seq: "integer" });
    expect(await typesOf("keep", "air_hourly")).toMatchObject({
      pm25UgM3_n: "integer",
      pm25UgM3_sum: "float",
      pm25UgM3_last: "float",
    });
    await database.drop();
  });
});
