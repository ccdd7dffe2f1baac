import { acknowledgeAlert, handOverAlert } from "../alerts.ts";
import type { RegistryDb } from "../tables.ts";
import type { Actor } from "./task-story.ts";

/**
 * Says that somebody takes care of an alert: it counts as seen, and is the owner's. Of one that is
 * resolved by now nothing changes. Call it in a transaction.
 */
export async function takeAlertInHand(
  db: RegistryDb,
  alert: string,
  { owner, by, nowMs }: { owner: string | null; by: Actor; nowMs: number },
): Promise<void> {
  const hand = { by: by.name, note: null };
  const seen = await acknowledgeAlert(db, alert, nowMs, hand);
  if (!seen.ok || seen.value.assignee === owner) return;
  await handOverAlert(db, alert, { assignee: owner, nowMs, hand });
}
