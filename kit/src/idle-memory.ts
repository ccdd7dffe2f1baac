import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import type { Clock, Timer } from "./clock.ts";
import type { Logger } from "./logger.ts";

const CHECK_PERIOD_MS = 5_000;
/** A process that works for less than this share of a period is idle. */
const IDLE_CPU_SHARE_MAX = 0.02;
/** Below it a collection is not worth its pause (30 to 50 ms on a small heap). */
const GROWTH_BYTES_MIN = 8 * 1_024 * 1_024;

/** What is looked at of a process, and the collection of its garbage. */
export interface HeapOwner {
  /** Processor time used since it started, in milliseconds. */
  cpuMs(): number;
  /** Bytes that the heap and its buffers hold, garbage included. */
  heldBytes(): number;
  /** Gives back all it can; blocks until that is done. */
  collect(): void;
}

/**
 * Gives the garbage of a process back to the system while it has nothing to do. V8 collects when
 * it needs room and not because time passes: after a start or a burst an idle process would hold
 * its garbage for hours, which a small machine notices. Never under load, so it costs no message.
 */
export function collectWhenIdle(options: {
  clock: Clock;
  logger: Logger;
  heap?: HeapOwner;
}): Timer {
  const { clock, logger, heap = processHeap() } = options;
  let cpuBeforeMs = heap.cpuMs();
  let keptBytes = 0;
  return clock.every(CHECK_PERIOD_MS, () => {
    const cpuMs = heap.cpuMs();
    const idle = cpuMs - cpuBeforeMs < CHECK_PERIOD_MS * IDLE_CPU_SHARE_MAX;
    cpuBeforeMs = cpuMs;
    const heldBytes = heap.heldBytes();
    if (!idle || heldBytes < keptBytes + GROWTH_BYTES_MIN) return;
    heap.collect();
    keptBytes = heap.heldBytes();
    // Its own work is no reason to call the next period busy.
    cpuBeforeMs = heap.cpuMs();
    logger.debug({ heldBytes, keptBytes }, "gave memory back while idle");
  });
}

type Collect = (options: { type: "major"; execution: "sync"; flavor: "last-resort" }) => void;

/** The heap of this process. */
export function processHeap(): HeapOwner {
  const collect = exposeCollector();
  return {
    cpuMs() {
      const { user, system } = process.cpuUsage();
      return (user + system) / 1_000;
    },
    heldBytes() {
      const { heapTotal, external } = process.memoryUsage();
      return heapTotal + external;
    },
    // Only the last resort empties the young generation and unmaps what is free.
    collect: () => collect({ type: "major", execution: "sync", flavor: "last-resort" }),
  };
}

/** V8's collector, which only a new context shows while the flag is set. */
function exposeCollector(): Collect {
  setFlagsFromString("--expose-gc");
  const collect: unknown = runInNewContext("gc");
  // Set back at once: the code cache on disk is kept by flags.
  setFlagsFromString("--no-expose-gc");
  if (typeof collect !== "function") throw new Error("this Node does not show its collector");
  // A function, as just checked; its options are V8's own.
  return collect as Collect;
}
