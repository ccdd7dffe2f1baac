import type { Random } from "@resik/kit/random";

export interface BackoffOptions {
  /** Longest wait after the first failure, milliseconds. */
  firstMs: number;
  /** No wait is longer. */
  maxMs: number;
}

export const DEVICE_BACKOFF: BackoffOptions = { firstMs: 1_000, maxMs: 60_000 };

export interface Backoff {
  /** How long to wait before the next attempt, milliseconds. */
  nextMs(): number;
  /** The connection proved good: start over. */
  reset(): void;
}

/**
 * Waits that double, each drawn between half of it and all of it: a whole fleet that lost its
 * broker at once must not come back at once.
 */
export function createBackoff(random: Random, options: BackoffOptions): Backoff {
  let attempt = 0;
  return {
    nextMs() {
      const fullMs = Math.min(options.maxMs, options.firstMs * 2 ** attempt);
      attempt = Math.min(attempt + 1, 30);
      return Math.round(fullMs * random.between(0.5, 1));
    },
    reset: () => {
      attempt = 0;
    },
  };
}
