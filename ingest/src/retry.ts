import type { Clock } from "@resik/kit/clock";
import { StoreUnavailableError } from "@resik/readings/port";

const WAIT_MS_MIN = 100;
const WAIT_MS_MAX = 5_000;
/** The longest wait that a store may ask for: it is asked again then, whatever it said. */
const ASKED_WAIT_MS_MAX = 60_000;

/**
 * Tries until it works: the inbox holds the rest meanwhile, so there is no reason to give up. The
 * wait doubles up to five seconds; a store that says when it may be asked again is not asked
 * before, but within a minute. Null when the signal ended the waiting.
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
  for (let paceMs = WAIT_MS_MIN; !signal.aborted; paceMs = Math.min(paceMs * 2, WAIT_MS_MAX)) {
    try {
      return await attempt();
    } catch (error) {
      const waitMs = Math.max(paceMs, askedWaitMs(error));
      onFailure(error, waitMs);
      await clock.sleep(waitMs, signal);
    }
  }
  return null;
}

function askedWaitMs(error: unknown): number {
  const askedMs = error instanceof StoreUnavailableError ? error.retryAfterMs : null;
  return Math.min(askedMs ?? 0, ASKED_WAIT_MS_MAX);
}
