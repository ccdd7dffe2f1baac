import { LEVEL_OF_HOUR_MS } from "@resik/contract/bin/learn-rhythm";
import { systemClock, type Clock } from "@resik/kit/clock";
import { createLogger } from "@resik/kit/logger";
import { createMetrics, type Registry } from "@resik/kit/metrics";
import type { Reading } from "@resik/contract/reading";
import { StoreUnavailableError } from "@resik/readings/port";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { createIngestEvents } from "../events.ts";
import {
  openProjectingStore,
  readingOf,
  type ProjectingStore,
} from "./projecting-store.fixture.ts";
import { createProjection, type Projection } from "./projection.ts";

const HOUR_MS = 3_600_000;
const NOON_MS = Date.parse("2026-03-10T12:00:00Z");
const never = new AbortController().signal;

let nowMs: number;
const clock: Clock = { ...systemClock, nowMs: () => nowMs };
let metrics: Registry;
let rig: ProjectingStore;
let projection: Projection;
beforeEach(async () => {
  nowMs = NOON_MS + 10 * 60_000;
  rig = await openProjectingStore(clock);
  projection = start();
});
afterEach(() => rig.close());

/** What a process that starts now has. */
function start(pendingMax?: number): Projection {
  metrics = createMetrics({ processMetrics: false });
  return createProjection({
    clock,
    store: rig.store,
    events: createIngestEvents(createLogger("ingest", "silent"), metrics),
    completeRatioMin: 0.75,
    ...(pendingMax === undefined ? {} : { pendingMax }),
  });
}

/** Stores readings and derives as the job does after each step of the roll-ups. */
async function write(readings: Reading[], into = projection): Promise<void> {
  await rig.store.write({ readings, quarantined: [] });
  await settle(into);
}
async function settle(into = projection): Promise<void> {
  for (let more = true; more;) {
    const step = await rig.store.rollUp(200);
    into.touch(step.touched);
    await into.run(never);
    more = step.more;
  }
}

const hour = (back: number): number => NOON_MS - back * HOUR_MS;
/** One reading an hour from one hour to another, counted back from noon. */
const airHours = (from: number, to: number, fields: Record<string, number>, device = "air-1") =>
  Array.from({ length: from - to + 1 }, (_, index) =>
    readingOf("air", device, hour(from - index) + 60_000, fields),
  );
const binHours = (levels: number[], device = "bin-1") =>
  levels.map((fillRatio, index) =>
    readingOf("bin", device, hour(levels.length - 1 - index) + 60_000, { fillRatio }),
  );
const ispu = (back: number, device = "air-1") => rig.point("ispu", device, hour(back));
const binState = (back: number) => rig.point("bin_state", "bin-1", hour(back));

describe("ISPU points", () => {
  it("tell index, category, critical parameter and what was measured", async () => {
    await write(airHours(23, 0, { pm25UgM3: 35, pm10UgM3: 75 }));
    expect(ispu(0)).toEqual({
      index: 74,
      beyondScale: false,
      category: "moderate",
      critical: "pm25",
      completenessRatio: 1,
      provisional: false,
      pm25HourUgM3: 35,
      pm25Index: 74,
      pm10Index: 63,
    });
  });

  it("are provisional with 16 of 24 hours, and with fewer only the hour's PM2.5 is told", async () => {
    await write(airHours(23, 0, { pm25UgM3: 35 }));
    expect(ispu(9)).toEqual({ pm25HourUgM3: 35 });
    expect(ispu(8)).toMatchObject({ index: 74, provisional: true, completenessRatio: 16 / 24 });
    expect(ispu(6)).toMatchObject({ provisional: false, completenessRatio: 18 / 24 });
  });

  it("weigh each hour the same, however often the station reported in it", async () => {
    const often = Array.from({ length: 100 }, (_, index) =>
      readingOf("air", "air-1", hour(0) + index * 1_000, { pm10UgM3: 150 }),
    );
    await write([...airHours(23, 1, { pm10UgM3: 50 }), ...often]);
    // 23 hours of 50 and one of 150 µg/m³.
    expect(ispu(0)).toMatchObject({ index: Math.round(50 + 50 * (100 / 24 / 100)) });
  });

  it("leave a gap where nothing was measured, and do not read it as clean air", async () => {
    await write([...airHours(23, 6, { pm10UgM3: 150 }), ...airHours(1, 0, { pm10UgM3: 150 })]);
    for (const back of [5, 4, 3, 2]) expect(ispu(back)).toBeNull();
    expect(ispu(0)).toMatchObject({ index: 100, completenessRatio: 20 / 24 });
  });

  it("do not count what a station measured while it warmed up", async () => {
    await write([
      ...airHours(23, 0, { pm10UgM3: 50 }),
      readingOf("air", "air-1", hour(0) + 120_000, { pm10UgM3: 3_000 }, "warming-up"),
    ]);
    expect(ispu(0)).toMatchObject({ index: 50 });
  });

  it("of the hours after a late reading are derived anew, up to the current one", async () => {
    await write([...airHours(40, 21, { pm10UgM3: 50 }), ...airHours(19, 0, { pm10UgM3: 50 })]);
    expect(ispu(0)).toMatchObject({ index: 50, completenessRatio: 23 / 24 });
    await write(airHours(20, 20, { pm10UgM3: 290 }));
    expect(ispu(0)).toMatchObject({ index: 55, completenessRatio: 1 });
    expect(ispu(20)).toMatchObject({ completenessRatio: 21 / 24 });
    expect(ispu(21)).toMatchObject({ index: 50 });
    expect(rig.point("ispu", "air-1", hour(-1))).toBeNull();
  });

  it("of a reading late by weeks are derived for its day alone, and the newest stay right", async () => {
    await write(airHours(23, 0, { pm10UgM3: 50 }));
    await write(airHours(523, 500, { pm10UgM3: 150 }));
    expect(ispu(500)).toMatchObject({ index: 100 });
    expect(ispu(499)).toBeNull();
    await write([readingOf("air", "air-1", hour(0) + 120_000, { pm10UgM3: 100 })]);
    expect(ispu(0)).toMatchObject({ index: 51, completenessRatio: 1 });
  });

  it("go on over midnight and with the hours", async () => {
    await write(airHours(23, 0, { pm10UgM3: 50 }));
    for (let step = 1; step <= 14; step++) {
      nowMs += HOUR_MS;
      await write([readingOf("air", "air-1", hour(-step) + 60_000, { pm10UgM3: 50 + 240 })]);
    }
    // 10 hours of 50 and 14 of 290 µg/m³: a mean of 190.
    expect(ispu(-14)).toMatchObject({ index: 120, completenessRatio: 1 });
  });

  it("count a station whose clock runs ahead into the next hour", async () => {
    nowMs = NOON_MS - 60_000;
    await write(airHours(23, 0, { pm10UgM3: 50 }));
    expect(ispu(0)).toMatchObject({ index: 50 });
  });
});

describe("bin points", () => {
  it("tell level, emptying, rate and when it will be full", async () => {
    const levels = [0.8, 0.85, ...Array.from({ length: 11 }, (_, index) => 0.05 + index * 0.05)];
    await write(binHours(levels));
    const state = binState(0);
    expect(state).toMatchObject({ fillRatio: 0.55, emptiedAtMs: hour(10) + LEVEL_OF_HOUR_MS });
    expect(state?.ratePerH).toBeGreaterThan(0.035);
    expect(state?.ratePerH).toBeLessThan(0.055);
    // 0.4 more at nearly 0.05 an hour.
    expect(state?.fullAtMs).toBeGreaterThan(hour(-7));
    expect(state?.fullAtMs).toBeLessThan(hour(-14));
    expect(state?.fullEarlyMs).toBeLessThan(Number(state?.fullAtMs));
    expect(state?.fullLateMs).toBeGreaterThan(Number(state?.fullAtMs));
    // At the end of its first hour an emptying may still be a wrong echo.
    expect(binState(10)).toMatchObject({ fillRatio: 0.85, emptiedAtMs: 0 });
  });

  it("of a full bin say since when, and forecast nothing", async () => {
    await write(binHours([0.85, 0.9, 0.96, 0.98]));
    expect(binState(0)).toMatchObject({
      fillRatio: 0.98,
      fullAtMs: hour(1) + LEVEL_OF_HOUR_MS,
      fullEarlyMs: 0,
      fullLateMs: 0,
    });
  });

  it("of a first level know no emptying, and little of the future", async () => {
    await write(binHours([0.4]));
    const state = binState(0);
    expect(state).toMatchObject({ fillRatio: 0.4, emptiedAtMs: 0 });
    const widthMs = Number(state?.fullLateMs) - Number(state?.fullEarlyMs);
    expect(widthMs).toBeGreaterThan(48 * HOUR_MS);
  });

  it("of hours without echo do not exist", async () => {
    await write([readingOf("bin", "bin-1", hour(0), { batteryV: 3.6 }, "no-echo")]);
    expect(binState(0)).toBeNull();
  });

  it("learn of an emptying that is told late", async () => {
    await write(binHours([0.9, 0.9, 0.9, 0.9, 0.9]).slice(0, 2));
    await write(binHours([0.1, 0.15, 0.2]).slice(2));
    expect(binState(0)).toMatchObject({ fillRatio: 0.9, emptiedAtMs: 0 });
    await write(binHours([0.1, 0.15, 0.2]).slice(0, 2));
    expect(binState(0)).toMatchObject({ fillRatio: 0.2, emptiedAtMs: hour(2) + LEVEL_OF_HOUR_MS });
  });
});

describe("projection", () => {
  it("reads no more than the hour that goes on once it knows a series", async () => {
    await write([...airHours(23, 0, { pm10UgM3: 50 }), ...binHours([0.1, 0.2])]);
    rig.questions.length = 0;
    await write([
      readingOf("air", "air-1", nowMs, { pm10UgM3: 50 }),
      readingOf("bin", "bin-1", nowMs, { fillRatio: 0.3 }),
    ]);
    expect(rig.questions.map(({ fromMs, toMs }) => [fromMs, toMs])).toEqual([
      [NOON_MS, NOON_MS + HOUR_MS],
      [NOON_MS, NOON_MS + HOUR_MS],
    ]);
  });

  it("comes to the same points in whatever order the readings come, and after a restart", async () => {
    const levels = Array.from({ length: 60 }, (_, index) => ((index * 7) % 100) / 100);
    const readings = [
      ...airHours(59, 0, { pm10UgM3: 60, pm25UgM3: 20 }),
      ...binHours(levels),
      ...airHours(30, 10, { pm10UgM3: 400 }, "air-2"),
    ];
    await write(readings);
    const expected = rig.all();
    const written = rig.written();
    await rig.close();

    rig = await openProjectingStore(clock);
    projection = start();
    const mixed = readings.map((_, index) => readings[(index * 61) % readings.length]);
    for (let at = 0; at < mixed.length; at += 20) {
      if (at === 60) projection = start();
      await write(mixed.slice(at, at + 20).filter((reading) => reading !== undefined));
    }
    expect(new Set(mixed).size).toBe(readings.length);
    expect(rig.all()).toEqual(expected);
    expect(rig.written()).toBeGreaterThan(written);
  });

  it("keeps what it could not write and writes it when the store is back", async () => {
    rig.fail("project", new StoreUnavailableError("away"));
    await rig.store.write({ readings: airHours(23, 0, { pm10UgM3: 50 }), quarantined: [] });
    await expect(settle()).rejects.toThrow("away");
    expect(ispu(0)).toBeNull();
    expect(projection.pending()).toBeGreaterThanOrEqual(24);
    rig.fail("project", null);
    await projection.run(never);
    expect(ispu(0)).toMatchObject({ index: 50 });
    expect(projection.pending()).toBe(0);
  });

  it.each(["series", "latest"] as const)("tries again when %s failed", async (what) => {
    rig.fail(what, new Error("timed out"));
    await rig.store.write({ readings: airHours(23, 0, { pm10UgM3: 50 }), quarantined: [] });
    await expect(settle()).rejects.toThrow("timed out");
    rig.fail(what, null);
    await projection.run(never);
    expect(ispu(0)).toMatchObject({ index: 50 });
  });

  it("derives the last 48 hours anew at its start: what a crash left out is made up for", async () => {
    await rig.store.write({ readings: airHours(80, 0, { pm10UgM3: 50 }), quarantined: [] });
    // The roll-up counts its hours as done, and the process ends before anything was derived.
    while ((await rig.store.rollUp(200)).more);
    await start().run(never);
    expect(ispu(0)).toMatchObject({ index: 50 });
    expect(ispu(47)).not.toBeNull();
    expect(ispu(48)).toBeNull();
    expect(rig.largestWrite()).toBeLessThanOrEqual(1_000);
  });

  it("does not derive for devices that have been silent for longer", async () => {
    await rig.store.write({ readings: airHours(60, 50, { pm10UgM3: 50 }), quarantined: [] });
    while ((await rig.store.rollUp(200)).more);
    await start().run(never);
    expect(rig.questions).toEqual([]);
  });

  it("forgets what waits above its bound, counts it, and derives the newest days instead", async () => {
    projection = start(100);
    rig.fail("project", new Error("full"));
    const readings = [
      ...airHours(47, 0, { pm10UgM3: 50 }),
      ...airHours(300, 200, { pm10UgM3: 50 }),
    ];
    await rig.store.write({ readings, quarantined: [] });
    await expect(settle()).rejects.toThrow("full");
    rig.fail("project", null);
    await settle();
    expect(projection.pending()).toBe(0);
    expect(ispu(0)).toMatchObject({ index: 50 });
    const told = await metrics.getSingleMetric("ingest_projections_forgotten_total")?.get();
    expect(told?.values[0]?.value).toBe(1);
  });

  it("ends soon when it is told to, and knows what is left", async () => {
    await rig.store.write({ readings: airHours(23, 0, { pm10UgM3: 50 }), quarantined: [] });
    projection.touch((await rig.store.rollUp(200)).touched);
    await projection.run(AbortSignal.abort());
    expect(rig.written()).toBe(0);
    expect(projection.pending()).toBeGreaterThanOrEqual(24);
  });
});
