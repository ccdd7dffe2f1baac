import { openStationSchema, openStationsSchema } from "@resik/contract/http/open";
import { createManualClock } from "@resik/kit/clock";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import {
  ADMIN,
  startTestApi,
  startTestBroker,
  type TestApi,
  type TestBroker,
} from "../test/harness.ts";
import { makeReading } from "../test/make-reading.ts";

const NOW_MS = Date.UTC(2026, 10, 21, 5);

describe("open data", () => {
  const clock = createManualClock(NOW_MS);
  let broker: TestBroker;
  let test: TestApi;
  beforeEach(async () => {
    broker = await startTestBroker();
    const connected = broker.nextSubscription("resik/v1/+/+/status");
    test = await startTestApi({ clock, mqttPort: broker.port });
    await test.seed();
    await connected;
  });
  afterEach(async () => {
    await test.close();
    await broker.close();
  });

  const stations = async () => {
    // Answers are shared for a moment; a test wants the next one.
    await clock.advance(1_000);
    const answer = await test.call("GET", "/api/v1/open/stations");
    return openStationsSchema.parse(await answer.json());
  };
  const presenceOf = async (device: string) =>
    (await stations()).stations.find((station) => station.device === device)?.presence;

  it("lists bins and air stations with their latest numbers, and no scale", async () => {
    const fields = { fillRatio: 0.75, batteryV: 3.6, rssiDbm: -70 };
    await test.write(makeReading({ device: "bin-01", atMs: clock.nowMs(), fields }));
    const answer = await stations();
    const district = { name: "Kabupaten Pati", code: "33.18", timezone: "Asia/Jakarta" };
    expect(answer.district).toEqual(district);
    expect(answer.stations.map((station) => station.device)).toEqual([
      "air-01",
      "bin-01",
      "bin-02",
    ]);
    expect(answer.stations[1]).toMatchObject({
      siteName: "Bank Sampah Melati",
      presence: "online",
      latest: { quality: "ok", fields: { fillRatio: 0.75 } },
    });
    expect(JSON.stringify(answer)).not.toMatch(/batteryV|rssiDbm|boot0001/);
  });

  it("leaves out what is retired", async () => {
    await test.call("POST", "/api/v1/devices/bin-02/retire", { headers: ADMIN });
    expect(await presenceOf("bin-02")).toBeUndefined();
    expect((await test.call("GET", "/api/v1/open/stations/bin-02")).status).toBe(404);
  });

  it("shows one station, and knows no scale", async () => {
    const answer = await test.call("GET", "/api/v1/open/stations/air-01");
    expect(openStationSchema.parse(await answer.json())).toMatchObject({
      kind: "air",
      presence: "never",
      latest: null,
    });
    expect((await test.call("GET", "/api/v1/open/stations/scale-01")).status).toBe(404);
    expect((await test.call("GET", "/api/v1/open/stations/bin-99")).status).toBe(404);
  });

  it("follows a device from never over online to silent", async () => {
    expect(await presenceOf("air-01")).toBe("never");
    const atMs = clock.nowMs();
    const fields = { pm25UgM3: 12 };
    await test.write(makeReading({ device: "air-01", channel: "air", atMs, fields }));
    expect(await presenceOf("air-01")).toBe("online");
    clock.jump(atMs + 3 * 120_000 + 1);
    expect(await presenceOf("air-01")).toBe("silent");
  });

  it("believes the retained status at once", async () => {
    await test.write(makeReading({ device: "bin-01", atMs: clock.nowMs() }));
    expect(await presenceOf("bin-01")).toBe("online");
    const topic = "resik/v1/bsu-melati/bin-01/status";
    const status = (state: string) => JSON.stringify({ v: 1, boot: "boot0001", seq: 1, state });
    await broker.publish(topic, status("offline"), true);
    await expect.poll(() => presenceOf("bin-01")).toBe("offline");
    await broker.publish(topic, status("online"), true);
    await expect.poll(() => presenceOf("bin-01")).toBe("online");
  });

  it("may be kept by caches for a moment, and says when nothing changed", async () => {
    await test.write(makeReading({ device: "bin-01", atMs: clock.nowMs() }));
    const first = await test.call("GET", "/api/v1/open/stations");
    expect(first.headers.get("cache-control")).toBe("public, max-age=2");
    const etag = first.headers.get("etag") ?? "";
    await clock.advance(1_000);
    const headers = { "if-none-match": etag };
    const same = await test.call("GET", "/api/v1/open/stations", { headers });
    expect(same.status).toBe(304);
    await test.write(makeReading({ device: "bin-01", seq: 1, atMs: clock.nowMs() + 1 }));
    await clock.advance(1_000);
    const changed = await test.call("GET", "/api/v1/open/stations", { headers });
    expect(changed.status).toBe(200);
  });

  it("gives series of stations, never of scales, status or the state of devices", async () => {
    const range = "from=2026-11-21T00:00:00Z&to=2026-11-22T00:00:00Z";
    await test.write(makeReading({ device: "bin-01", atMs: NOW_MS }));
    const status = async (query: string) =>
      (await test.call("GET", `/api/v1/open/series?${range}&${query}`)).status;
    expect(await status("channel=bin&fields=fillRatio&devices=bin-01")).toBe(200);
    expect(await status("channel=bin&fields=fillRatio")).toBe(200);
    expect(await status("channel=bin&fields=batteryV&devices=bin-01")).toBe(400);
    expect(await status("channel=scale&fields=massG")).toBe(400);
    expect(await status("channel=deposit&fields=amountIdr")).toBe(400);
    expect(await status("channel=bin&fields=fillRatio&devices=scale-01")).toBe(404);
    expect(await status("channel=bin&fields=fillRatio&devices=bin-99")).toBe(404);
  });
});
