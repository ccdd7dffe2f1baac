import type { Clock } from "@resik/kit/clock";

const WAIT_MS_MIN = 100;
const WAIT_MS_MAX = 5_000;

/**
 * Tries until it works: the inbox holds the rest meanwhile, so there is no reason to give up. The
 * wait doubles up to five seconds. Null when the signal ended the waiting.
 */
export async function retryForever<T>(
  attempt: () => Promise<T>,
  options: {
    clock: Clock;
    signal: AbortSignal;
    onFailure(error: unknown, waitMs: number): void;
  },
): Promise<T | null> {
  const { clock, signal, onFailure } = options;
  for (let waitMs = WAIT_MS_MIN; !signal.aborted; waitMs = Math.min(waitMs * 2, WAIT_MS_MAX)) {
    try {
      return await attempt();
    } catch (error) {
      onFailure(error, waitMs);
      await clock.sleep(waitMs, signal);
    }
  }
  return null;
}
