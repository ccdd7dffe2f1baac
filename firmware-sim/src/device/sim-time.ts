import type { Clock } from "@resik/kit/clock";

/** How simulated time runs beside the clock: physics may run faster, stamps stay real. */
export interface SimTime {
  nowMs(): number;
  /** Real time to wait until a simulated instant; 0 when it is past. */
  waitMs(simulatedMs: number): number;
}

/** Simulated time that begins at `startMs` now and runs `speed` times as fast as the clock. */
export function createSimTime(clock: Clock, startMs: number, speed: number): SimTime {
  const zeroMs = clock.monotonicMs();
  const nowMs = (): number => startMs + (clock.monotonicMs() - zeroMs) * speed;
  return {
    nowMs,
    waitMs: (simulatedMs) => Math.max(0, (simulatedMs - nowMs()) / speed),
  };
}
