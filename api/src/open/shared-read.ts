import type { Result } from "@resik/contract/error-code";
import type { Clock } from "@resik/kit/clock";

/**
 * One reading of something for everybody who asks within `freshMs`: thousands may look at once, the
 * stores are asked once. A failure is told to those who wait for it and not kept for later ones.
 */
export function createSharedRead<T>(
  clock: Pick<Clock, "monotonicMs">,
  freshMs: number,
  read: () => Promise<Result<T>>,
): () => Promise<Result<T>> {
  let shared: { untilMs: number; result: Promise<Result<T>> } | null = null;
  const forget = (): void => {
    shared = null;
  };
  return () => {
    const nowMs = clock.monotonicMs();
    if (!shared || nowMs >= shared.untilMs) {
      shared = { untilMs: nowMs + freshMs, result: read() };
      shared.result.then((result) => (result.ok ? undefined : forget()), forget);
    }
    return shared.result;
  };
}
