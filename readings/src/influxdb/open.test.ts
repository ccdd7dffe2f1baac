import { systemClock } from "@resik/kit/clock";
import { StartError } from "@resik/kit/program";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openReadingSource, openReadingStore } from "../open.ts";
import { StoreUnavailableError } from "../port.ts";
import { airReading, batchOf } from "../reading.fixture.ts";
import { NO_CREDENTIALS } from "./influx-rig.fixture.ts";
import { startInfluxStub } from "./influx-stub.fixture.ts";
import { INFLUXD_ADMIN, influxdMissing, startInfluxd, type Influxd } from "./influxd.fixture.ts";

const missing = influxdMissing(process.env.CI === "true");
if (missing !== null) console.warn(`Skipped: ${missing}.`);

const context = { dataDir: "", clock: systemClock };
const ADDRESS = "influxdb://127.0.0.1:1/resik";

/** A reading of now: retention does not take it away. */
const reading = () => {
  const atMs = systemClock.nowMs();
  return airReading({ atMs, sampledAtMs: atMs, receivedAtMs: atMs });
};

describe("opening readings in InfluxDB", () => {
  it.each([
    [`${ADDRESS}?api=2`, /RESIK_INFLUXDB_TOKEN is not set/],
    [`${ADDRESS}?api=3`, /RESIK_INFLUXDB_TOKEN is not set/],
    [ADDRESS, /\?api=1 for 1\.x/],
    ["influxdb://budi:hunter2@db/resik?api=1", /must not hold a user or password/],
  ])("refuses to start in one sentence: %s", async (url, sentence) => {
    for (const open of [openReadingStore, openReadingSource]) {
      const error: unknown = await open(url, context).catch((caught: unknown) => caught);
      expect(error).toBeInstanceOf(StartError);
      expect(String(error)).toMatch(sentence);
      expect(String(error)).not.toMatch(/hunter2/);
    }
  });

  it("refuses to start with a token that the server refuses", async () => {
    const stub = await startInfluxStub(() => ({
      status: 401,
      body: '{"code":"unauthorized","message":"unauthorized access"}',
    }));
    const url = `influxdb://127.0.0.1:${stub.port}/resik?api=2`;
    const influxdb = { ...NO_CREDENTIALS, token: "salah" };
    const error: unknown = await openReadingStore(url, { ...context, influxdb }).catch(
      (caught: unknown) => caught,
    );
    expect(error).toBeInstanceOf(StartError);
    // Whoever only reads has other work too: it starts, and says the same when it is asked.
    const source = await openReadingSource(url, { ...context, influxdb });
    for (const sentence of [String(error), await source.notReady()]) {
      expect(sentence).toMatch(/refuses the credentials of RESIK_INFLUXDB_\* \(401/);
      expect(sentence).not.toMatch(/salah/);
    }
    await source.close();
    await stub.close();
  });
});

describe.skipIf(missing !== null)("readings in a real InfluxDB 1.x", () => {
  let influxd: Influxd;
  beforeAll(async () => {
    influxd = await startInfluxd({ auth: true });
  });
  afterAll(() => influxd.stop());
  const asAdmin = { ...context, influxdb: { ...NO_CREDENTIALS, ...INFLUXD_ADMIN } };

  it("are written and read with the credentials of the settings", async () => {
    const url = influxd.address("written");
    const source = await openReadingSource(url, asAdmin);
    expect(await source.notReady()).toMatch(/database not found/);
    await expect(source.latest({})).rejects.toThrow(StoreUnavailableError);
    const store = await openReadingStore(url, { ...asAdmin, retentionDays: 90 });
    const written = reading();
    await store.write(batchOf([written]));
    expect(await source.latest({})).toEqual([written]);
    expect(await source.notReady()).toBeNull();
    await source.close();
    await store.close();
  });

  it("are not opened with a wrong password, nor where they would be lost too soon", async () => {
    const influxdb = { ...NO_CREDENTIALS, user: INFLUXD_ADMIN.user, password: "salah" };
    const url = influxd.address("short");
    await expect(openReadingStore(url, { ...context, influxdb })).rejects.toThrow(StartError);
    const source = await openReadingSource(url, { ...context, influxdb });
    await expect(source.latest({})).rejects.toThrow(StoreUnavailableError);
    await source.close();
    await influxd.statement('CREATE DATABASE "short" WITH DURATION 7d NAME "raw"');
    const error: unknown = await openReadingStore(url, { ...asAdmin, retentionDays: 90 }).catch(
      (caught: unknown) => caught,
    );
    expect(error).toBeInstanceOf(StartError);
    expect(String(error)).toMatch(/keeps points for 7 days and must keep them for 90 days/);
  });

  it("wait for a server that is away when they are opened, and need no second opening", async () => {
    await influxd.kill();
    const url = influxd.address("later");
    const store = await openReadingStore(url, { ...asAdmin, retentionDays: 90 });
    const source = await openReadingSource(url, asAdmin);
    expect(await store.notReady()).toMatch(/does not answer \(ECONNREFUSED\)/);
    expect(await source.notReady()).toMatch(/does not answer \(ECONNREFUSED\)/);
    const written = reading();
    await expect(store.write(batchOf([written]))).rejects.toThrow(StoreUnavailableError);
    await influxd.start();
    await store.write(batchOf([written]));
    expect(await store.notReady()).toBeNull();
    expect(await source.latest({})).toEqual([written]);
    await source.close();
    await store.close();
  });
});
