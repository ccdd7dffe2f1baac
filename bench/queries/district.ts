import type { StoredChannel } from "@resik/contract/channel";
import type { Reading } from "@resik/contract/reading";
import { ROLLUP_MS } from "@resik/contract/series";
import { deviceIdSchema, siteIdSchema, type DeviceId } from "@resik/contract/slug";
import { systemClock } from "@resik/kit/clock";
import { createRandom, type Random } from "@resik/kit/random";
import { openReadingStore } from "@resik/readings/open";
import type { HourlySummary, ReadingStore } from "@resik/readings/port";
import type { Progress } from "../rig/progress.ts";

/** The kinds a district has, how many of each in a hundred, and how often each speaks. */
const KINDS = [
  { kind: "air", share: 30, periodMs: 120_000 },
  { kind: "bin", share: 65, periodMs: 1_200_000 },
  { kind: "scale", share: 5, periodMs: 1_800_000 },
] as const;
export type Kind = (typeof KINDS)[number]["kind"];

export const DAY_MS = 86_400_000;
export const SITE = "bench-site";
const ROLL_UP_HOURS = 1_000;
const ROLL_UPS_A_WRITE = 2_000;

export interface BenchDevice {
  id: DeviceId;
  kind: Kind;
  periodMs: number;
}

export interface DistrictOptions {
  devices: number;
  /** Days of raw readings, and of hourly roll-ups with them. */
  rawDays: number;
  rollUpDays: number;
}

/** What was put into the store; its newest readings end just before `endMs`. */
export interface District {
  devices: readonly BenchDevice[];
  endMs: number;
  readings: number;
  rollUps: number;
}

export function devicesOf(count: number): BenchDevice[] {
  return KINDS.flatMap(({ kind, share, periodMs }) =>
    Array.from({ length: Math.max(1, Math.round((count * share) / 100)) }, (_, index) => ({
      id: deviceIdSchema.parse(`${kind}-${String(index).padStart(3, "0")}`),
      kind,
      periodMs,
    })),
  );
}

/**
 * Fills an embedded store through its own functions: raw readings hour by hour, all devices mixed
 * as they come in life, rolled up by the store itself; before them a year of roll-ups alone, as
 * retention leaves it.
 */
export async function fillDistrict(
  dataDir: string,
  options: DistrictOptions,
  progress: Progress,
): Promise<District> {
  const devices = devicesOf(options.devices);
  const endMs = Math.floor(systemClock.nowMs() / ROLLUP_MS) * ROLLUP_MS;
  const rawFromMs = endMs - options.rawDays * DAY_MS;
  const store = await openReadingStore("sqlite:", { dataDir, clock: systemClock });
  try {
    const from = { fromMs: endMs - options.rollUpDays * DAY_MS, toMs: rawFromMs };
    const rollUps = await writeOldHours(store, devices, from, progress);
    const readings = await writeReadings(
      store,
      devices,
      { fromMs: rawFromMs, toMs: endMs },
      progress,
    );
    while ((await store.rollUp(ROLL_UP_HOURS)).more);
    return { devices, endMs, readings, rollUps };
  } finally {
    await store.close();
  }
}

interface Span {
  fromMs: number;
  toMs: number;
}

async function writeReadings(
  store: ReadingStore,
  devices: readonly BenchDevice[],
  { fromMs, toMs }: Span,
  progress: Progress,
): Promise<number> {
  const random = createRandom("queries");
  let written = 0;
  for (let hourMs = fromMs; hourMs < toMs; hourMs += ROLLUP_MS) {
    const readings = devices.flatMap((device) => {
      const firstMs = Math.ceil(hourMs / device.periodMs) * device.periodMs;
      const count = Math.ceil((hourMs + ROLLUP_MS - firstMs) / device.periodMs);
      return Array.from({ length: count }, (_, index) =>
        readingOf(device, firstMs + index * device.periodMs, random),
      );
    });
    readings.sort((left, right) => left.atMs - right.atMs);
    const { stored } = await store.write({ readings, quarantined: [] });
    if (stored !== readings.length) throw new Error(`stored ${stored} of ${readings.length}`);
    written += stored;
    if ((hourMs - fromMs) % (5 * DAY_MS) === 0) progress(`${written} readings`);
    // As ingest does it: an hour is rolled up soon after it was written to.
    await store.rollUp(ROLL_UP_HOURS);
  }
  progress(`${written} readings`);
  return written;
}

function readingOf(device: BenchDevice, atMs: number, random: Random): Reading {
  const seq = Math.floor(atMs / device.periodMs);
  return {
    site: siteIdSchema.parse(SITE),
    device: device.id,
    channel: device.kind,
    boot: "b0",
    seq,
    sampledAtMs: atMs,
    receivedAtMs: atMs + 130,
    atMs,
    quality: "ok",
    fields: fieldsOf(device.kind, random),
  };
}

function fieldsOf(kind: Kind, random: Random): Record<string, number | boolean> {
  switch (kind) {
    case "air": {
      const pm25UgM3 = Math.round(random.between(5, 90) * 10) / 10;
      return {
        pm25UgM3,
        pm10UgM3: Math.round(pm25UgM3 * 16) / 10,
        temperatureC: Math.round(random.between(230, 340)) / 10,
        humidityRatio: Math.round(random.between(50, 99)) / 100,
        pressureHpa: 1_008,
      };
    }
    case "bin": {
      const fillRatio = Math.round(random.float() * 1_000) / 1_000;
      return {
        distanceMm: 1_200 - 1_000 * fillRatio,
        depthMm: 1_200,
        fillRatio,
        temperatureC: 29.5,
        batteryV: 3.7,
        rssiDbm: -71,
      };
    }
    case "scale":
      return { massG: 100 * random.int(200), stable: true };
  }
}

const ROLLED_UP: Readonly<Record<Kind, readonly string[]>> = {
  air: ["pm25UgM3", "pm10UgM3", "temperatureC", "humidityRatio", "pressureHpa"],
  bin: ["distanceMm", "depthMm", "fillRatio", "temperatureC", "batteryV", "rssiDbm"],
  scale: ["massG"],
};

async function writeOldHours(
  store: ReadingStore,
  devices: readonly BenchDevice[],
  { fromMs, toMs }: Span,
  progress: Progress,
): Promise<number> {
  const random = createRandom("roll-ups");
  let written = 0;
  for (const [index, device] of devices.entries()) {
    let rows: HourlySummary[] = [];
    for (let hourMs = fromMs; hourMs < toMs; hourMs += ROLLUP_MS) {
      rows.push(oldHour(device, hourMs, random));
      if (rows.length < ROLL_UPS_A_WRITE) continue;
      await store.writeRollUps(rows);
      written += rows.length;
      rows = [];
    }
    await store.writeRollUps(rows);
    written += rows.length;
    if (index % 50 === 0) progress(`hours of ${index} of ${devices.length} devices`);
  }
  return written;
}

function oldHour(device: BenchDevice, hourMs: number, random: Random): HourlySummary {
  const n = Math.max(1, Math.round(ROLLUP_MS / device.periodMs));
  const summaries = Object.fromEntries(
    ROLLED_UP[device.kind].map((name) => {
      const mean = random.between(5, 90);
      return [name, { n, min: mean - 2, max: mean + 2, sum: mean * n, last: mean + 1 }];
    }),
  );
  const channel: StoredChannel = device.kind;
  return { site: siteIdSchema.parse(SITE), device: device.id, channel, hourMs, summaries };
}
