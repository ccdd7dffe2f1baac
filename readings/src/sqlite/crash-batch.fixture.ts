import type { ReadingBatch } from "../port.ts";
import {
  airReading,
  batchOf,
  deviceId,
  MINUTE_MS,
  quarantinedMessage,
  START_MS,
} from "../reading.fixture.ts";

export const CRASH_BATCH_ROWS = 50;

/** The batch of a number: each has other readings and one quarantined message. */
export function crashBatch(index: number): ReadingBatch {
  const readings = Array.from({ length: CRASH_BATCH_ROWS }, (_, row) =>
    airReading({
      device: deviceId(`st-${row % 5}`),
      seq: index * CRASH_BATCH_ROWS + row,
      atMs: START_MS + index * MINUTE_MS,
      fields: { pm25UgM3: index % 2_000 },
    }),
  );
  return batchOf(readings, [quarantinedMessage({ payload: Buffer.from(String(index)) })]);
}
