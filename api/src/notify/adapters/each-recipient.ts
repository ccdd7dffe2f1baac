import { away, type Outcome } from "../outcome.ts";
import type { Sending } from "./adapter.ts";

export interface Recipient {
  key: string;
  send(): Promise<Outcome>;
}

/**
 * Sends one message to several recipients. It is delivered when each of them has it; who has it is
 * kept, so that the next try asks the others only. Where some could be told, the target is there,
 * and the rest does not hold up other messages. Each try begins with others, so that a few who take
 * up all of the time do not keep it from the rest for ever.
 */
export async function sendToEach(
  recipients: readonly Recipient[],
  { attempt, told, onTold }: Pick<Sending, "attempt" | "told" | "onTold">,
  { atOnce, signal }: { atOnce: number; signal: AbortSignal },
): Promise<Outcome> {
  const untold = recipients.filter(({ key }) => !told.has(key));
  const first = ((attempt - 1) * atOnce) % Math.max(1, untold.length);
  const left = [...untold.slice(first), ...untold.slice(0, first)];
  let worst = null as Exclude<Outcome, { kind: "delivered" }> | null;
  let reached = 0;
  const work = async (): Promise<void> => {
    while (!signal.aborted) {
      // Nobody is taken off the list who is not asked.
      const next = left.shift();
      if (!next) return;
      const outcome = await next.send();
      if (outcome.kind === "delivered" || outcome.kind === "nobody") {
        reached++;
        await onTold(next.key);
      } else if (worst === null || outcome.kind === "away") worst = outcome;
    }
  };
  await Promise.all(Array.from({ length: Math.min(atOnce, left.length) }, work));
  if (left.length > 0) worst ??= away("timeout", "not all were asked in time");
  if (worst === null) return { kind: "delivered", detail: "all were told" };
  const { reason, detail } = worst;
  const isThere = reached > 0 || told.size > 0;
  return isThere ? { kind: "refused", reason, detail } : worst;
}
