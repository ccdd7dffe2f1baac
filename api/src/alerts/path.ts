import type { Clock } from "@resik/kit/clock";
import type { ReadingSource } from "@resik/readings/port";
import { readNewest, type Newest } from "./newest.ts";

export interface NewestOnPath extends Pick<Newest, "byDevice"> {
  /** For how long readings have come through to the store; infinite while nothing else was seen. */
  clearForMs: number;
}

/** The newest readings, and whether a device that is not among them had a chance to be. */
export interface Path {
  /** @throws what the source throws. */
  read(monotonicMs: number): Promise<NewestOnPath>;
}

export function createPath(source: Pick<ReadingSource, "latest">, clock: Clock): Path {
  let blockedAtMs = Number.NEGATIVE_INFINITY;
  return {
    async read(monotonicMs) {
      let isPathClear = false;
      try {
        const newest = await readNewest(source, clock.nowMs());
        ({ isPathClear } = newest);
        const sinceMs = isPathClear ? blockedAtMs : monotonicMs;
        return { byDevice: newest.byDevice, clearForMs: monotonicMs - sinceMs };
      } finally {
        // What comes after a store that was away may be as old as the time that it was away for.
        if (!isPathClear) blockedAtMs = monotonicMs;
      }
    },
  };
}
