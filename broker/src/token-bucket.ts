import type { Clock } from "@resik/kit/clock";

export interface RateLimiter {
  /** True when the key may send one more message now. */
  take(key: string): boolean;
}

/** Sums of fractions of a millisecond are not exact; a whole burst must still fit. */
const ROUNDING_MS = 1e-3;

/**
 * One token bucket a key: `burst` messages at once, `perS` a second in the long run. Buckets
 * outlive a connection, so that reconnecting buys nothing. At `keysMax` the bucket that was used
 * least recently is forgotten.
 */
export function createRateLimiter(options: {
  clock: Clock;
  perS: number;
  burst: number;
  keysMax: number;
}): RateLimiter {
  const { clock, perS, burst, keysMax } = options;
  const tokenMs = 1_000 / perS;
  const fullMs = burst * tokenMs;
  // Of each key the moment at which its bucket is full again: one number, and nothing to round off
  // however often it is asked.
  const fullAtMs = new Map<string, number>();

  return {
    take(key) {
      const nowMs = clock.monotonicMs();
      const before = fullAtMs.get(key);
      const after = Math.max(before ?? nowMs, nowMs) + tokenMs;
      const taken = after - nowMs <= fullMs + ROUNDING_MS;
      // A Map keeps the order of insertion: the key used last goes to the end.
      if (before !== undefined) fullAtMs.delete(key);
      else if (fullAtMs.size >= keysMax) forgetLeastRecent();
      fullAtMs.set(key, taken ? after : (before ?? nowMs));
      return taken;
    },
  };

  function forgetLeastRecent(): void {
    const [leastRecent] = fullAtMs.keys();
    if (leastRecent !== undefined) fullAtMs.delete(leastRecent);
  }
}
