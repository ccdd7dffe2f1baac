import type { Clock } from "@resik/kit/clock";

export interface RateLimiter {
  /** True when the key may send one more message now. */
  take(key: string): boolean;
}

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
  const buckets = new Map<string, { tokens: number; atMs: number }>();

  return {
    take(key) {
      const nowMs = clock.monotonicMs();
      let bucket = buckets.get(key);
      if (!bucket) {
        bucket = { tokens: burst, atMs: nowMs };
        if (buckets.size >= keysMax) {
          const [leastRecent] = buckets.keys();
          if (leastRecent !== undefined) buckets.delete(leastRecent);
        }
        buckets.set(key, bucket);
      }
      bucket.tokens = Math.min(burst, bucket.tokens + ((nowMs - bucket.atMs) * perS) / 1_000);
      bucket.atMs = nowMs;
      if (bucket.tokens < 1) return false;
      bucket.tokens -= 1;
      return true;
    },
  };
}
