import type { Clock } from "@resik/kit/clock";

export type Ring = "posted" | "connected";

/** Wakes a loop that rests; a ring while it works is not lost. */
export interface Bell {
  ring(ring: Ring): void;
  /** Forgets what rang so far: the loop is about to look for itself. */
  hush(): void;
  /** Resolves after the delay, at one of these rings since the last hush, or when all ends. */
  rest(delayMs: number, until: readonly Ring[]): Promise<void>;
}

export function createBell(clock: Clock, ending: AbortSignal): Bell {
  const rung = new Set<Ring>();
  let resting: { until: readonly Ring[]; nap: AbortController } | null = null;
  ending.addEventListener("abort", () => resting?.nap.abort());
  return {
    ring(ring) {
      rung.add(ring);
      if (resting?.until.includes(ring)) resting.nap.abort();
    },
    hush: () => rung.clear(),
    async rest(delayMs, until) {
      if (ending.aborted || until.some((ring) => rung.has(ring))) return;
      resting = { until, nap: new AbortController() };
      await clock.sleep(delayMs, resting.nap.signal);
      resting = null;
    },
  };
}
