import type { Reading } from "@resik/contract/reading";
import { deviceIdSchema, siteIdSchema } from "@resik/contract/slug";
import { systemClock } from "@resik/kit/clock";
import { createRandom } from "@resik/kit/random";
import { openReadingStore } from "@resik/readings/open";
import type { Progress } from "../rig/progress.ts";

const PERIOD_MS = 60_000;
const BINS = 120;
const STATIONS = 80;
const DEVICES = BINS + STATIONS;
const ROLLUPS_A_STEP = 1_000;
const BATCH = 5_000;

/** What was written, counted while it was made. */
export interface Truth {
  bin: { readings: number; fillRatio: number };
  air: { readings: number; pm25UgM3: number };
}

/**
 * Fills an embedded store with what a district leaves behind: every device once a minute, as many
 * minutes back as the rows take, written in order of time like ingest does.
 */
export async function writeHistory(
  dataDir: string,
  rows: number,
  progress: Progress,
): Promise<Truth> {
  const store = await openReadingStore("sqlite:", { dataDir, clock: systemClock });
  const truth: Truth = { bin: { readings: 0, fillRatio: 0 }, air: { readings: 0, pm25UgM3: 0 } };
  try {
    const minutes = Math.ceil(rows / DEVICES);
    const startMs = systemClock.nowMs() - minutes * PERIOD_MS;
    const make = createMaker(startMs, truth);
    for (let row = 0; row < rows;) {
      const readings: Reading[] = [];
      for (; readings.length < BATCH && row < rows; row++) readings.push(make(row));
      const { stored } = await store.write({ readings, quarantined: [] });
      if (stored !== readings.length) throw new Error(`stored ${stored} of ${readings.length}`);
      if (row % (BATCH * 200) === 0) progress(`made ${row} of ${rows} readings`);
    }
    while ((await store.rollUp(ROLLUPS_A_STEP)).more);
  } finally {
    await store.close();
  }
  return truth;
}

function createMaker(startMs: number, truth: Truth): (row: number) => Reading {
  const random = createRandom("copy");
  const site = siteIdSchema.parse("bench-site");
  const devices = Array.from({ length: DEVICES }, (_, index) =>
    deviceIdSchema.parse(`${index < BINS ? "bin" : "st"}-${String(index).padStart(3, "0")}`),
  );
  return (row) => {
    const index = row % DEVICES;
    const seq = Math.floor(row / DEVICES);
    const atMs = startMs + seq * PERIOD_MS + index * 250;
    const isBin = index < BINS;
    const device = devices[index];
    if (device === undefined) throw new Error("every index has a device");
    const common = { site, device, boot: "b0", seq, sampledAtMs: atMs, atMs };
    const envelope = { ...common, receivedAtMs: atMs + 130, quality: "ok" as const };
    if (isBin) {
      const fillRatio = Math.round(random.float() * 1_000) / 1_000;
      truth.bin.readings += 1;
      truth.bin.fillRatio += fillRatio;
      const fields = { distanceMm: 1_200 - 1_000 * fillRatio, fillRatio, batteryV: 3.7 };
      return { ...envelope, channel: "bin", fields };
    }
    const pm25UgM3 = Math.round(random.between(5, 90) * 10) / 10;
    truth.air.readings += 1;
    truth.air.pm25UgM3 += pm25UgM3;
    const fields = { pm25UgM3, pm10UgM3: pm25UgM3 * 1.6, temperatureC: 27.4 };
    return { ...envelope, channel: "air", fields };
  };
}
