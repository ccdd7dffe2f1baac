import type { Clock } from "@resik/kit/clock";

/**
 * What a route costs that somebody may ask for again and again. `lookup`: a public read of the
 * stores, by address; a whole village may share one. `resident-write`: a resident's write, by
 * account; each one, and each refusal, is kept for good. `trial`: what staff tries before it counts,
 * by account; a rule played over the past takes seconds of the program's time, and a test message
 * goes out to others.
 */
export const REQUESTS_PER_MINUTE = { lookup: 60, "resident-write": 30, trial: 10 } as const;
export type RateClass = keyof typeof REQUESTS_PER_MINUTE;

/** Askers that are remembered in each class; the one that was quiet longest is forgotten first. */
export const ASKERS_KEPT_MAX = 10_000;

const MS_PER_S = 1_000;
const MINUTE_MS = 60_000;

export interface RateLimit {
  /** Takes one request in; null when it is heard, else the seconds until the next one is. */
  take(rate: RateClass, asker: string): number | null;
}

interface Bucket {
  tokens: number;
  atMs: number;
}

/** Token buckets: a minute's worth at once, then as many as grow again. Kept in memory alone. */
export function createRateLimit(clock: Pick<Clock, "monotonicMs">): RateLimit {
  const buckets: Record<RateClass, Map<string, Bucket>> = {
    lookup: new Map(),
    "resident-write": new Map(),
    trial: new Map(),
  };
  return {
    take(rate, asker) {
      const perMinute = REQUESTS_PER_MINUTE[rate];
      const kept = buckets[rate];
      const atMs = clock.monotonicMs();
      const known = kept.get(asker) ?? { tokens: perMinute, atMs };
      const grown = ((atMs - known.atMs) * perMinute) / MINUTE_MS;
      const tokens = Math.min(perMinute, known.tokens + grown);
      const isHeard = tokens >= 1;
      // To the end of the map: its order is that of the last request.
      kept.delete(asker);
      kept.set(asker, { tokens: isHeard ? tokens - 1 : tokens, atMs });
      const quietest = kept.keys().next();
      if (kept.size > ASKERS_KEPT_MAX && !quietest.done) kept.delete(quietest.value);
      return isHeard ? null : Math.ceil(((1 - tokens) * MINUTE_MS) / perMinute / MS_PER_S);
    },
  };
}
