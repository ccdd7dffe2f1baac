import type { Reading } from "@resik/contract/reading";
import type { ReadingStore } from "@resik/readings/port";
import type { Patience } from "./patience.ts";

/** Readings written and confirmed at once. */
export const BATCH_READINGS = 5_000;

export interface Written {
  stored: number;
  /** Null where the target cannot tell. */
  duplicates: number | null;
  rejected: number;
}

export interface BatchWriterOptions {
  target: ReadingStore;
  patient: Patience;
  batchReadings?: number;
  /** The target has the readings up to this one. */
  confirmed(count: number, last: Reading): void;
  /** The target refused it for ever. */
  rejected(reading: Reading, detail: string): void;
}

/**
 * Writes readings in batches, one in flight while the next is read, and says after each what is
 * confirmed, in order.
 *
 * @throws what the target throws, and CopyStopped between two batches.
 */
export async function writeInBatches(
  readings: AsyncIterable<Reading>,
  options: BatchWriterOptions,
): Promise<Written> {
  const { target, patient, batchReadings = BATCH_READINGS, confirmed, rejected } = options;
  const written: Written = { stored: 0, duplicates: 0, rejected: 0 };
  let inFlight: Promise<void> = Promise.resolve();

  async function write(batch: readonly Reading[]): Promise<void> {
    const last = batch.at(-1);
    if (!last) return;
    const result = await patient(() => target.write({ readings: batch, quarantined: [] }));
    written.stored += result.stored;
    written.rejected += result.rejected.length;
    written.duplicates =
      written.duplicates === null || result.duplicates === null
        ? null
        : written.duplicates + result.duplicates;
    for (const { reading, detail } of result.rejected) rejected(reading, detail);
    confirmed(batch.length, last);
  }

  let batch: Reading[] = [];
  try {
    for await (const reading of readings) {
      batch.push(reading);
      if (batch.length < batchReadings) continue;
      await inFlight;
      inFlight = write(batch);
      // Its failure is met where it is awaited, at the latest with the next batch.
      inFlight.catch(() => undefined);
      batch = [];
    }
    await inFlight;
    await write(batch);
    return written;
  } finally {
    // What fails meanwhile must not leave a write behind that nobody waits for.
    await inFlight.catch(() => undefined);
  }
}
