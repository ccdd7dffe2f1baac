import type { Clock } from "@resik/kit/clock";
import { StoreUnavailableError } from "@resik/readings/port";
import { CommandError } from "../context.ts";

const BACKOFF_MS_MIN = 500;
const BACKOFF_MS_MAX = 30_000;
/** So long a store may be away before a command gives up; running it again goes on. */
export const AWAY_MS_MAX = 600_000;

/** Somebody ended the command; what was confirmed stays. */
export class CopyStopped extends Error {
  override readonly name = "CopyStopped";
}

export const awaySentence = ({ message }: StoreUnavailableError): string =>
  `The store is not to be had: ${message} Run the same command again later; it goes on where it was.`;

/** Does a piece of work again while the store is away. */
export type Patience = <T>(work: () => Promise<T>) => Promise<T>;

/** @throws CopyStopped when the signal ends the waiting; CommandError when it took too long. */
export function createPatience(options: {
  clock: Clock;
  signal: AbortSignal;
  note: (line: string) => void;
  awayMsMax?: number;
}): Patience {
  const { clock, signal, note, awayMsMax = AWAY_MS_MAX } = options;
  return async (work) => {
    let awaySinceMs: number | null = null;
    for (let failures = 0; ; failures++) {
      if (signal.aborted) throw new CopyStopped();
      try {
        return await work();
      } catch (error) {
        if (!(error instanceof StoreUnavailableError)) throw error;
        const nowMs = clock.monotonicMs();
        awaySinceMs ??= nowMs;
        if (nowMs - awaySinceMs >= awayMsMax) {
          throw new CommandError(awaySentence(error));
        }
        const backoffMs = Math.min(BACKOFF_MS_MIN * 2 ** Math.min(failures, 10), BACKOFF_MS_MAX);
        if (failures === 0) note(`resik: waiting for the store: ${error.message}`);
        await clock.sleep(error.retryAfterMs ?? backoffMs, signal);
      }
    }
  };
}
