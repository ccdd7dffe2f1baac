import { away, type Outcome } from "../outcome.ts";
import type { Sending } from "./adapter.ts";

export interface Recipient {
  key: string;
  send(): Promise<Outcome>;
}

/**
 * Sends one message to several recipients. It is delivered when each of them has it; who has it is
 * kept, so that the next try asks the others only. Where some could be told, the target is there,
 * and the rest does not hold up other messages.
 */
export async function sendToEach(
  recipients: readonly Recipient[],
  { told, onTold }: Pick<Sending, "told" | "onTold">,
  { atOnce, signal }: { atOnce: number; signal: AbortSignal },
): Promise<Outcome> {
  const left = recipients.filter(({ key }) => !told.has(key));
  let worst = null as Exclude<Outcome, { kind: "delivered" }> | null;
  let reached = 0;
  const work = async (): Promise<void> => {
    for (let next = left.shift(); next && !signal.aborted; next = left.shift()) {
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
