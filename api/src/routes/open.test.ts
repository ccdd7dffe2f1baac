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

  it("reads the stores once for all formats of what the stations say", async () => {
    const bin = (fillRatio: number) =>
      makeReading({
        device: "bin-01",
        atMs: clock.nowMs(),
        seq: fillRatio * 4,
        fields: { fillRatio },
      });
    await test.write(bin(0.25));
    await stations();
    await test.write(bin(0.75));
    const path = "/api/v1/open/ngsi-ld/v1/entities?type=WasteContainer&options=keyValues";
    const levels = async () => JSON.stringify(await (await test.call("GET", path)).json());
    expect(await levels()).toContain('"fillingLevel":0.25');
    await clock.advance(1_000);
    expect(await levels()).toContain('"fillingLevel":0.75');
  });

  it("shows what a station's own kind measures, of a node that measures both", async () => {
    const atMs = clock.nowMs();
    const air = { device: "bin-01", channel: "air", seq: 1, fields: { pm25UgM3: 9 } } as const;
    await test.write(
      makeReading({ device: "bin-01", atMs, fields: { fillRatio: 0.6 } }),
      makeReading({ ...air, atMs: atMs + 1 }),
    );
    const bin = (await stations()).stations.find(({ device }) => device === "bin-01");
    expect(bin?.latest?.fields).toEqual({ fillRatio: 0.6 });
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

  it("makes long windows of whole hours, and reads no readings of years for anybody", async () => {
    const ask = async (query: string) => {
      const path = `/api/v1/open/series?channel=bin&fields=fillRatio&${query}`;
      return (await test.call("GET", path)).status;
    };
    const days = "from=2026-08-24T00:00:00Z&to=2026-11-22T00:00:00Z";
    expect(await ask(`${days}&every=86400`)).toBe(200);
    expect(await ask(`${days}&every=7200`)).toBe(200);
    expect(await ask(`${days}&every=86401`)).toBe(400);
    expect(await ask("from=2026-11-21T00:00:00Z&to=2026-11-22T00:00:00Z&every=900")).toBe(200);
    expect(await ask("from=1980-01-01T00:00:00Z&to=2026-11-22T00:00:00Z")).toBe(200);
    expect(await ask("from=0001-01-01T00:00:00Z&to=9999-01-01T00:00:00Z")).toBe(400);
  });
});
