import { systemClock } from "@resik/kit/clock";
import { describe, expect, it } from "vitest";
import { StoreUnavailableError, type ReadingBatch, type ReadingStore } from "../port.ts";
import {
  airReading,
  batchOf,
  deviceId,
  quarantinedMessage,
  seriesQuery,
  START_MS,
} from "../reading.fixture.ts";
import { scanAll } from "../suite/writing.suite.ts";
import { influxdMissing } from "./influxd.fixture.ts";
import { storeOn, useInfluxd } from "./opened.fixture.ts";

const missing = influxdMissing(process.env.CI === "true");

const BATCHES = 120;
const ROWS = 200;

/** Each batch has other readings of five devices, half of them without a clock. */
function batch(index: number): ReadingBatch {
  const readings = Array.from({ length: ROWS }, (_, row) => {
    const atMs = START_MS + index * 100_000 + row * 500;
    const device = deviceId(`st-${row % 5}`);
    const seq = index * ROWS + row;
    const sampledAtMs = row % 2 === 0 ? atMs : null;
    return airReading({ device, seq, atMs, sampledAtMs, receivedAtMs: atMs });
  });
  return batchOf(readings, [quarantinedMessage({ payload: Buffer.from(String(index)) })]);
}

/** Writes as ingest does: until it is stored. Returns how often it was not. */
async function writeUntilStored(store: ReadingStore, index: number): Promise<number> {
  for (let failures = 0; ; failures++) {
    try {
      const { rejected } = await store.write(batch(index));
      expect(rejected).toEqual([]);
      return failures;
    } catch (error) {
      if (!(error instanceof StoreUnavailableError)) throw error;
      await systemClock.sleep(20);
    }
  }
}

describe.skipIf(missing !== null)("an InfluxDB that is killed while batches are written", () => {
  const file = useInfluxd();

  it("has every reading once afterwards, in its hour too", async () => {
    const database = file.database();
    const store = storeOn(database.server());
    const progress = { failures: 0, isDone: false };
    const writing = (async () => {
      for (let index = 0; index < BATCHES; index++) {
        progress.failures += await writeUntilStored(store, index);
        if (index % 10 === 0) await store.rollUp(3).catch(() => null);
      }
      progress.isDone = true;
    })();
    for (let kills = 0; kills < 4 || progress.failures === 0; kills++) {
      await systemClock.sleep(150);
      if (progress.isDone) break;
      await file.influxd().kill();
      await file.influxd().start();
    }
    await writing;
    expect(progress.failures).toBeGreaterThan(0);

    const expected = Array.from({ length: BATCHES }, (_, index) => batch(index).readings).flat();
    const stored = await scanAll(store);
    expect(stored).toHaveLength(expected.length);
    const bySeq = stored.toSorted((a, b) => a.seq - b.seq);
    expect(bySeq).toEqual(expected);
    expect((await store.quarantine({ limit: 500 })).rows).toHaveLength(BATCHES);
    while ((await store.rollUp(100)).more);
    const devices = [0, 1, 2, 3, 4].map((index) => deviceId(`st-${index}`));
    const hourly = await store.series(seriesQuery({ devices, aggregate: "count" }));
    const counted = hourly.flatMap(({ values }) => values.pm25UgM3 ?? []);
    expect(counted.reduce<number>((sum, n) => sum + (n ?? 0), 0)).toBe(expected.length);
    await store.close();
    await database.drop();
  }, 60_000);
});
