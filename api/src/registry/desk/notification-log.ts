import {
  deliverySchema,
  targetViewSchema,
  type Delivery,
  type TargetView,
} from "@resik/contract/http/notifications";
import { toInstant } from "../device-row.ts";
import type { RegistryDb } from "../tables.ts";
import { bodyOf, type MessageRow } from "./notification-outbox.ts";
import { countPhones } from "./notification-push.ts";
import { toInput, type TargetRow } from "./notification-targets.ts";

const instantOf = (atMs: number | null): string | null => (atMs === null ? null : toInstant(atMs));
/** What was given up is counted this far back. */
const FAILED_SINCE_MS = 30 * 24 * 3_600_000;

/** Targets as staff see them. */
export async function toTargetViews(
  db: RegistryDb,
  rows: readonly TargetRow[],
  nowMs: number,
): Promise<TargetView[]> {
  const counts = await db
    .selectFrom("notifications")
    .select(["target", "state"])
    .select(({ fn }) => fn.countAll<number>().as("count"))
    .where(({ or, eb, and }) =>
      or([
        eb("state", "=", "waiting"),
        and([eb("state", "=", "failed"), eb("settled_at_ms", ">", nowMs - FAILED_SINCE_MS)]),
      ]),
    )
    .groupBy(["target", "state"])
    .execute();
  const countOf = (target: string, state: string): number =>
    counts.find((row) => row.target === target && row.state === state)?.count ?? 0;
  const phones = rows.some(({ kind }) => kind === "web-push") ? await countPhones(db) : 0;
  return rows.map((row) =>
    targetViewSchema.parse({
      ...toInput(row),
      id: row.id,
      createdAt: toInstant(row.created_at_ms),
      waiting: countOf(row.id, "waiting"),
      failed: countOf(row.id, "failed"),
      lastDeliveredAt: instantOf(row.last_delivered_at_ms),
      lastFailure: row.last_failure,
      phones: row.kind === "web-push" ? phones : 0,
    }),
  );
}

export interface DeliveryQuery {
  target?: string | undefined;
  state?: MessageRow["state"] | undefined;
  alert?: string | undefined;
  /** Messages older than this one; 0 for the newest. */
  beforeSeq: number;
  limit: number;
}

const messages = (db: RegistryDb) =>
  db
    .selectFrom("notifications as message")
    .innerJoin("notification_targets as target", "target.id", "message.target")
    .selectAll("message")
    .select("target.name as targetName");

type NamedMessage = MessageRow & { targetName: string };

/** The log, newest first; one more than `limit` tells that there are more. */
export function listMessages(db: RegistryDb, query: DeliveryQuery): Promise<NamedMessage[]> {
  const { target, state, alert, beforeSeq, limit } = query;
  let select = messages(db);
  if (beforeSeq > 0) select = select.where("message.seq", "<", beforeSeq);
  if (target !== undefined) select = select.where("message.target", "=", target);
  if (state !== undefined) select = select.where("message.state", "=", state);
  if (alert !== undefined) {
    select = select.where("message.seq", "in", (select) =>
      select.selectFrom("notification_alerts").select("notification").where("alert", "=", alert),
    );
  }
  return select
    .orderBy("message.seq", "desc")
    .limit(limit + 1)
    .execute();
}

export const findMessage = (db: RegistryDb, id: string): Promise<NamedMessage | undefined> =>
  messages(db).where("message.id", "=", id).executeTakeFirst();

export const toDelivery = (row: NamedMessage): Delivery =>
  deliverySchema.parse({
    id: row.id,
    target: row.target,
    targetName: row.targetName,
    state: row.state,
    title: row.title,
    text: bodyOf(row).text,
    alerts: row.alerts,
    tries: row.tries,
    createdAt: toInstant(row.created_at_ms),
    deliveredAt: row.state === "delivered" ? instantOf(row.settled_at_ms) : null,
    nextTryAt: row.state === "waiting" ? toInstant(row.next_try_at_ms) : null,
    lastFailure: row.last_failure,
  });
