import { setTimeout as sleepFor } from "node:timers/promises";

export interface Timer {
  /** Stops it; a second call does nothing. */
  cancel(): void;
}

/** Time as a parameter. Instants are epoch milliseconds in UTC. */
export interface Clock {
  nowMs(): number;
  /** Never runs backwards; only differences mean something. */
  monotonicMs(): number;
  after(delayMs: number, run: () => void): Timer;
  every(periodMs: number, run: () => void): Timer;
  /** Resolves after the delay, or at once when the signal aborts. */
  sleep(delayMs: number, signal?: AbortSignal): Promise<void>;
}

export const systemClock: Clock = {
  nowMs: () => Date.now(),
  monotonicMs: () => performance.now(),
  after(delayMs, run) {
    const timer = setTimeout(run, delayMs);
    return { cancel: () => clearTimeout(timer) };
  },
  every(periodMs, run) {
    const timer = setInterval(run, periodMs);
    return { cancel: () => clearInterval(timer) };
  },
  async sleep(delayMs, signal) {
    try {
      await sleepFor(delayMs, undefined, signal ? { signal } : {});
    } catch (error) {
      // An abort is the caller's way to wake us early; anything else is a defect.
      if (!signal?.aborted) throw error;
    }
  },
};

interface Waiting {
  atMs: number;
  order: number;
  periodMs: number | null;
  run: () => void;
}

export interface ManualClock extends Clock {
  /** Moves time on and runs what falls due, in order of time. */
  advance(byMs: number): Promise<void>;
  /** Sets the wall clock without running timers: a clock that jumps. */
  jump(toMs: number): void;
}

/** A clock that stands still until a test or a simulation moves it. */
export function createManualClock(startMs: number): ManualClock {
  let wallMs = startMs;
  let monotonicMs = 0;
  let order = 0;
  const waiting = new Set<Waiting>();

  const add = (delayMs: number, periodMs: number | null, run: () => void): Timer => {
    const entry: Waiting = { atMs: monotonicMs + delayMs, order: order++, periodMs, run };
    waiting.add(entry);
    return { cancel: () => void waiting.delete(entry) };
  };
  const nextDue = (limitMs: number): Waiting | undefined => {
    let due: Waiting | undefined;
    for (const entry of waiting) {
      if (entry.atMs > limitMs) continue;
      if (!due || entry.atMs < due.atMs || (entry.atMs === due.atMs && entry.order < due.order)) {
        due = entry;
      }
    }
    return due;
  };
  // Lets promise chains started by a timer run before the next timer does.
  const settle = () => new Promise<void>((resolve) => setImmediate(resolve));

  return {
    // Timers may fall due within a millisecond; the system's wall clock shows whole ones too.
    nowMs: () => Math.floor(wallMs),
    monotonicMs: () => monotonicMs,
    after: (delayMs, run) => add(delayMs, null, run),
    every: (periodMs, run) => add(periodMs, periodMs, run),
    sleep: (delayMs, signal) =>
      new Promise((resolve) => {
        if (signal?.aborted) return resolve();
        const timer = add(delayMs, null, resolve);
        signal?.addEventListener("abort", () => {
          timer.cancel();
          resolve();
        });
      }),
    async advance(byMs) {
      const endMs = monotonicMs + byMs;
      for (let due = nextDue(endMs); due; due = nextDue(endMs)) {
        const stepMs = Math.max(0, due.atMs - monotonicMs);
        monotonicMs += stepMs;
        wallMs += stepMs;
        if (due.periodMs === null) waiting.delete(due);
        else due.atMs += due.periodMs;
        due.run();
        await settle();
      }
      wallMs += endMs - monotonicMs;
      monotonicMs = endMs;
      await settle();
    },
    jump: (toMs) => {
      wallMs = toMs;
    },
  };
}
