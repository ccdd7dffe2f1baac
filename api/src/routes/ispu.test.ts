import { ispuHistorySchema, ispuOverviewSchema } from "@resik/contract/http/ispu";
import { createManualClock } from "@resik/kit/clock";
import type { ReadingSource } from "@resik/readings/port";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { openRegistry, registryPath } from "../registry/open.ts";
import { ADMIN, SITE, startTestApi, type Credentials, type TestApi } from "../test/harness.ts";
import { makeReading } from "../test/make-reading.ts";

const HOUR_MS = 3_600_000;
/** 10:20 WIB. */
const NOW_MS = Date.UTC(2026, 10, 21, 3, 20);
const FULL_HOUR_MS = Date.UTC(2026, 10, 21, 3);

describe("ISPU", () => {
  let clock: ReturnType<typeof createManualClock>;
  let test: TestApi;
  let seq = 0;
  beforeEach(async () => {
    clock = createManualClock(NOW_MS);
    test = await startTestApi({ clock });
    await test.seed();
  });
  afterEach(() => test.close());

  /** One reading in the middle of each hour; hour -1 is the last full one. */
  const measure = (
    hours: readonly number[],
    fields: Record<string, number>,
    device = "air-01",
  ): Promise<void> =>
    test.write(
      ...hours.map((hour) =>
        makeReading({
          device,
          channel: "air",
          seq: seq++,
          atMs: FULL_HOUR_MS + (hour + 0.5) * HOUR_MS,
          fields,
        }),
      ),
    );
  const hoursBack = (count: number, from = 1): number[] =>
    Array.from({ length: count }, (_, index) => -(from + index));
  const overview = async () => {
    // Answers are shared for some seconds; a test wants the next one.
    await clock.advance(10_001);
    const answer = await test.call("GET", "/api/v1/open/ispu");
    expect(answer.status).toBe(200);
    return ispuOverviewSchema.parse(await answer.json());
  };
  const history = async (query: string, device = "air-01") => {
    await clock.advance(10_001);
    return test.call("GET", `/api/v1/open/ispu/${device}?${query}`);
  };
  const dayOf = async () => (await overview()).stations[0]?.day;

  it("shows the index of the 24 hours up to the last full hour, and that hour's PM2.5 apart", async () => {
    await measure(hoursBack(23, 2), { pm25UgM3: 30, pm10UgM3: 40 });
    await measure([-1], { pm25UgM3: 150, pm10UgM3: 40 });
    // The hour that still runs is no hour yet.
    await measure([0], { pm25UgM3: 2_000 });
    const { stations, summary, district } = await overview();
    expect(district.code).toBe("33.18");
    expect(stations).toHaveLength(1);
    expect(stations[0]).toMatchObject({
      device: "air-01",
      siteName: "Bank Sampah Melati",
      indicative: true,
      day: {
        at: "2026-11-21T03:00:00.000Z",
        index: 74,
        critical: "pm25",
        category: "moderate",
        provisional: false,
      },
      hour: { at: "2026-11-21T03:00:00.000Z", pm25UgM3: 150, category: "unhealthy" },
    });
    expect(stations[0]?.day?.parameters).toMatchObject([
      { parameter: "pm25", meanUgM3: 35, completenessRatio: 1 },
      { parameter: "pm10", meanUgM3: 40 },
    ]);
    expect(summary).toMatchObject({ worst: "air-01", medianIndex: 74, without: 0 });
  });

  it("says provisional below the setting, and nothing far below it", async () => {
    await measure(hoursBack(15), { pm25UgM3: 35 });
    expect(await dayOf()).toBeNull();
    expect((await overview()).summary).toMatchObject({ worst: null, without: 1 });
    await measure([-16], { pm25UgM3: 35 });
    expect(await dayOf()).toMatchObject({ index: 74, provisional: true });
    await measure([-17, -18], { pm25UgM3: 35 });
    expect(await dayOf()).toMatchObject({ index: 74, provisional: false });
  });

  it("takes late data in, and ends soon after the last data", async () => {
    await measure(hoursBack(20, 3), { pm25UgM3: 35 });
    expect(await dayOf()).toMatchObject({ at: "2026-11-21T01:00:00.000Z" });
    expect((await overview()).stations[0]?.hour).toBeNull();
    await measure([-2, -1], { pm25UgM3: 145 });
    expect(await dayOf()).toMatchObject({ at: "2026-11-21T03:00:00.000Z", index: 87 });
    clock.jump(NOW_MS + 3 * HOUR_MS);
    expect(await dayOf()).toMatchObject({ at: "2026-11-21T03:00:00.000Z" });
    clock.jump(NOW_MS + 4 * HOUR_MS);
    expect(await dayOf()).toBeNull();
  });

  it("is an indication until staff say that the station measures as the rule wants", async () => {
    expect((await overview()).stations[0]?.indicative).toBe(true);
    const body = { referenceStation: true };
    const put = await test.call("PUT", "/api/v1/devices/air-01/config", { headers: ADMIN, body });
    expect(put.status).toBe(200);
    expect((await overview()).stations[0]?.indicative).toBe(false);
  });

  it("gives the history hour by hour, with gaps left out", async () => {
    await measure(hoursBack(26, 4), { pm25UgM3: 35 });
    await measure([-1], { pm25UgM3: 35 });
    const answer = await history("from=2026-11-20T22:00:00Z&to=2026-11-21T09:00:00Z");
    const { at, index, provisional, device } = ispuHistorySchema.parse(await answer.json());
    expect(device).toBe("air-01");
    // Hours that end at 23:00, 00:00 and 03:00; nothing was measured in the two between.
    expect(at.map((ms) => (ms - FULL_HOUR_MS) / HOUR_MS)).toEqual([-4, -3, 0]);
    expect(index).toEqual([74, 74, 74]);
    expect(provisional).toEqual([false, false, false]);
  });

  it("is made for two at once while 60 wait; one more is told when to ask again", async () => {
    await test.close();
    let most = 0;
    let reading = 0;
    let bothAsked = (): void => {};
    const asked = new Promise<void>((resolve) => (bothAsked = resolve));
    let letGo = (): void => {};
    const held = new Promise<void>((resolve) => (letGo = resolve));
    const watchSource = (source: ReadingSource): ReadingSource => ({
      ...source,
      async series(query) {
        most = Math.max(most, ++reading);
        if (most === 2) bothAsked();
        await held;
        reading--;
        return source.series(query);
      },
    });
    test = await startTestApi({ clock, watchSource });
    await test.seed();
    const ask = (days: number) => {
      const from = new Date(FULL_HOUR_MS - days * 24 * HOUR_MS).toISOString();
      const to = new Date(FULL_HOUR_MS).toISOString();
      return test.call("GET", `/api/v1/open/ispu/air-01?from=${from}&to=${to}`);
    };
    const taken = Array.from({ length: 62 }, (_, index) => ask(index + 1));
    const refused = await ask(100);
    expect(refused.status).toBe(503);
    expect(Number(refused.headers.get("retry-after"))).toBeGreaterThan(0);
    // Who asks for what is being made waits for that and takes no place.
    const shared = ask(1);
    await asked;
    letGo();
    const statuses = (await Promise.all([...taken, shared])).map(({ status }) => status);
    expect(new Set(statuses)).toEqual(new Set([200]));
    expect(most).toBe(2);
    expect((await ask(100)).status).toBe(200);
  });

  it("of no range, too long a range, or no air station is refused", async () => {
    const status = async (query: string, device?: string) => (await history(query, device)).status;
    const day = "from=2026-11-20T00:00:00Z&to=2026-11-21T00:00:00Z";
    expect(await status(day)).toBe(200);
    expect(await status("from=2025-11-21T00:00:00Z&to=2026-11-21T00:00:00Z")).toBe(200);
    expect(await status("from=2025-11-01T00:00:00Z&to=2026-11-21T00:00:00Z")).toBe(400);
    expect(await status("from=2026-11-21T00:00:00Z&to=2026-11-20T00:00:00Z")).toBe(400);
    expect(await status("from=2026-11-21T00:00:00Z")).toBe(400);
    expect(await status(day, "bin-01")).toBe(404);
    expect(await status(day, "air-99")).toBe(404);
    await test.call("POST", "/api/v1/devices/air-01/retire", { headers: ADMIN });
    expect(await status(day)).toBe(404);
    expect((await overview()).stations).toEqual([]);
  });

  it("lets caches keep an answer for a moment and says when nothing changed", async () => {
    await measure(hoursBack(20), { pm25UgM3: 35 });
    const first = await test.call("GET", "/api/v1/open/ispu");
    expect(first.headers.get("cache-control")).toBe("public, max-age=10");
    const headers = { "if-none-match": first.headers.get("etag") ?? "" };
    await clock.advance(60_000);
    expect((await test.call("GET", "/api/v1/open/ispu", { headers })).status).toBe(304);
    await measure([-1], { pm25UgM3: 400 });
    await clock.advance(10_001);
    expect((await test.call("GET", "/api/v1/open/ispu", { headers })).status).toBe(200);
  });

  describe("with a humidity correction", () => {
    const correct = (body: unknown, headers: Credentials = ADMIN, device = "air-01") =>
      test.call("POST", `/api/v1/devices/${device}/correction`, { headers, body });
    const halving = {
      from: "2026-11-20T15:00:00Z",
      correction: { method: "growth", a: 1, b: 1 },
      note: "Dipasang di samping alat acuan selama dua pekan.",
    };

    it("takes the version of each hour, and leaves what was measured as it is", async () => {
      await measure(hoursBack(24), { pm25UgM3: 80, humidityRatio: 1 });
      expect(await dayOf()).toMatchObject({ parameters: [{ meanUgM3: 80 }] });
      expect((await correct(halving)).status).toBe(201);
      // Twelve hours before 15:00 as measured, twelve halved.
      const { stations } = await overview();
      expect(stations[0]).toMatchObject({
        day: { parameters: [{ meanUgM3: 60 }] },
        hour: { pm25UgM3: 40 },
      });
      const { from } = halving;
      await correct({ ...halving, from, correction: { method: "none" }, note: "Salah hitung." });
      expect(await dayOf()).toMatchObject({ parameters: [{ meanUgM3: 80 }] });
      const range = "from=2026-11-21T02:00:00Z&to=2026-11-21T03:00:00Z&every=3600";
      const raw = await test.call(
        "GET",
        `/api/v1/readings/series?channel=air&fields=pm25UgM3&devices=air-01&${range}`,
        { headers: ADMIN },
      );
      expect(await raw.json()).toMatchObject({ series: [{ values: { pm25UgM3: [80] } }] });
    });

    it("has no value for an hour without the humidity it needs", async () => {
      await measure(hoursBack(20), { pm25UgM3: 80, humidityRatio: 1 });
      await measure(hoursBack(4, 21), { pm25UgM3: 80 });
      await correct({ ...halving, from: "2026-11-01T00:00:00Z" });
      const parameters = [{ meanUgM3: 40, completenessRatio: 20 / 24 }];
      expect(await dayOf()).toMatchObject({ parameters });
    });

    it("that another version wrote costs its own station the hours it is for, and no other", async () => {
      const body = { id: "air-09", site: SITE.id, kind: "air", name: "Stasiun lain" };
      await test.call("POST", "/api/v1/devices", { headers: ADMIN, body });
      await measure(hoursBack(24), { pm25UgM3: 80, humidityRatio: 1 });
      await measure(hoursBack(24), { pm25UgM3: 80, humidityRatio: 1 }, "air-09");
      await correct({ ...halving, from: "2026-11-01T00:00:00Z" });
      const registry = openRegistry(registryPath(test.dataDir));
      const nobody = { note: "", user_id: null, created_at_ms: NOW_MS };
      const keep = (version: number, from: string, correction: string) =>
        registry.db
          .insertInto("corrections")
          .values({ device: "air-01", version, from_ms: Date.parse(from), correction, ...nobody })
          .execute();
      await keep(2, "2026-11-20T15:00:00Z", '{"method":"of-later"}');
      const [own, other] = (await overview()).stations;
      expect(own).toMatchObject({ device: "air-01", day: null, hour: null });
      expect(other).toMatchObject({ device: "air-09", day: { parameters: [{ meanUgM3: 80 }] } });
      const past = await history("from=2026-11-20T00:00:00Z&to=2026-11-21T03:00:00Z");
      expect(past.status).toBe(200);
      const path = "/api/v1/devices/air-01/correction";
      const listed = await test.call("GET", path, { headers: ADMIN });
      expect(await listed.json()).toMatchObject({ versions: [{ version: 1 }] });
      const metrics = await (await test.call("GET", "/metrics")).text();
      expect(metrics).toMatch(/api_failures_total\{kind="unreadable"\} [1-9]/);
      await keep(3, "2026-11-20T14:00:00Z", "not JSON");
      await registry.close();
      expect((await overview()).stations[0]).toMatchObject({ device: "air-01", day: null });
      // Set anew it counts from its time on.
      expect((await correct(halving)).status).toBe(201);
      expect((await overview()).stations[0]).toMatchObject({ hour: { pm25UgM3: 40 } });
    });

    it("shows its versions to staff, with who made them and a line in the log", async () => {
      const admin = await test.enter("admin");
      await correct(halving, admin);
      const staff = await test.enter("staff");
      const path = "/api/v1/devices/air-01/correction";
      const answer = await test.call("GET", path, { headers: staff });
      expect(await answer.json()).toMatchObject({
        device: "air-01",
        versions: [{ version: 1, by: "admin", correction: halving.correction, note: halving.note }],
      });
      const log = await test.call("GET", "/api/v1/audit", { headers: admin });
      expect(JSON.stringify(await log.json())).toContain("device.correct");
    });

    it("is refused to everybody but administrators, and for what is no air station", async () => {
      const staff = await test.enter("staff");
      const operator = await test.enter("operator");
      expect((await correct(halving, {})).status).toBe(401);
      expect((await correct(halving, operator)).status).toBe(403);
      expect((await correct(halving, staff)).status).toBe(403);
      const path = "/api/v1/devices/air-01/correction";
      expect((await test.call("GET", path)).status).toBe(401);
      expect((await test.call("GET", path, { headers: operator })).status).toBe(403);
      expect((await correct(halving, ADMIN, "bin-01")).status).toBe(400);
      expect((await correct(halving, ADMIN, "air-99")).status).toBe(404);
      const method = { method: "growth", a: 9, b: 1 };
      expect((await correct({ ...halving, correction: method })).status).toBe(400);
      expect((await correct({ ...halving, note: " " })).status).toBe(400);
      expect(await (await test.call("GET", path, { headers: ADMIN })).json()).toEqual({
        device: "air-01",
        versions: [],
      });
    });
  });
});
