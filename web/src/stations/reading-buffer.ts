import type { LiveReading } from "../edge/station.ts";

/** Live readings are drawn together once in this time, however many come. */
export const FLUSH_DELAY_MS = 250;

export interface ReadingBuffer {
  push(reading: LiveReading): void;
  /** Forgets what waits; nothing is handed over afterwards. */
  close(): void;
}

/** Gathers readings and hands them over together. */
export function createReadingBuffer(flush: (readings: LiveReading[]) => void): ReadingBuffer {
  let pending: LiveReading[] = [];
  let timer: ReturnType<typeof setTimeout> | undefined;
  const hand = (): void => {
    timer = undefined;
    const readings = pending;
    pending = [];
    flush(readings);
  };
  return {
    push(reading) {
      pending.push(reading);
      timer ??= setTimeout(hand, FLUSH_DELAY_MS);
    },
    close: () => clearTimeout(timer),
  };
}
