import { fail, type Result } from "@resik/contract/error-code";

/** When somebody who was refused may ask again: long enough that most who wait have gone through. */
const RETRY_AFTER_S = 5;

/**
 * Lets so many work at once and so many wait for them; one more is refused. What one question may
 * hold in memory is bounded, but the askers are not.
 *
 * @returns what the work returns; `too-many-streams`, with when to ask again, to one who is refused.
 */
export function createTurnstile({ atOnce, waiting }: { atOnce: number; waiting: number }) {
  let inside = 0;
  const queue: (() => void)[] = [];
  return async <T, C extends Parameters<typeof fail>[0]>(
    work: () => Promise<Result<T, C>>,
  ): Promise<Result<T, C | "too-many-streams">> => {
    if (inside >= atOnce) {
      if (queue.length >= waiting) {
        const refused = fail("too-many-streams", "too many ask at once");
        return { ...refused, retryAfterS: RETRY_AFTER_S };
      }
      // Whoever leaves hands over its place, so `inside` stays as it is.
      await new Promise<void>((enter) => queue.push(enter));
    } else inside++;
    try {
      return await work();
    } finally {
      const next = queue.shift();
      if (next) next();
      else inside--;
    }
  };
}
