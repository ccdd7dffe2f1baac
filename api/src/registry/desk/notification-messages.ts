import type { AlertSeverity } from "@resik/contract/alert-rule";
import type { NotificationBody } from "@resik/contract/http/notifications";
import { sql } from "kysely";
import type { RegistryDb } from "../tables.ts";
import { GIVE_UP_MS, severityRank, type MessageRow } from "./notification-outbox.ts";

export interface NewMessage {
  target: string;
  severity: AlertSeverity;
  body: NotificationBody;
  /** Which transitions it tells of. */
  refs: readonly MessageRef[];
  nowMs: number;
  /** The message that has to be through before this one. */
  afterSeq?: number | null;
  /** Absent: it waits. Else it is written as given up, for the log. */
  droppedBecause?: string;
}

export interface MessageRef {
  transitionId: number;
  alert: string;
}

/** Writes a message. Call it in the transaction that moves the cursor. */
export async function addMessage(db: RegistryDb, message: NewMessage): Promise<void> {
  const { target, severity, body, refs, nowMs, droppedBecause } = message;
  const { seq } = await db
    .insertInto("notifications")
    .values({
      id: body.id,
      target,
      severity,
      state: droppedBecause === undefined ? "waiting" : "failed",
      title: body.title,
      body: JSON.stringify(body),
      alerts: body.alerts.length,
      tries: 0,
      created_at_ms: nowMs,
      next_try_at_ms: nowMs,
      give_up_at_ms: nowMs + GIVE_UP_MS,
      settled_at_ms: droppedBecause === undefined ? null : nowMs,
      last_failure: droppedBecause ?? null,
      told: "[]",
      after_seq: message.afterSeq ?? null,
    })
    .returning("seq")
    .executeTakeFirstOrThrow();
  await addRefs(db, { target, seq, refs });
}

/** Rows of one statement; SQLite takes a bounded number of values. */
const REFS_AT_ONCE = 200;

async function addRefs(
  db: RegistryDb,
  { target, seq, refs }: { target: string; seq: number; refs: readonly MessageRef[] },
): Promise<void> {
  for (let start = 0; start < refs.length; start += REFS_AT_ONCE) {
    const values = refs.slice(start, start + REFS_AT_ONCE).map(({ transitionId, alert }) => ({
      target,
      transition_id: transitionId,
      alert,
      notification: seq,
    }));
    await db.insertInto("notification_alerts").values(values).execute();
  }
}

/**
 * The newest message of a target of which no try was begun and that follows the same message;
 * what comes now may be added to it. Or the message to follow itself.
 */
export const untriedMessage = (
  db: RegistryDb,
  target: string,
  afterSeq: number | null,
): Promise<MessageRow | undefined> =>
  db
    .selectFrom("notifications")
    .selectAll()
    .where("target", "=", target)
    .where("state", "=", "waiting")
    .where("tries", "=", 0)
    .where(sql<boolean>`(after_seq IS ${afterSeq} OR seq = ${afterSeq})`)
    .orderBy("seq", "desc")
    .limit(1)
    .executeTakeFirst();

/** The newest waiting message that tells a target of each of these alerts, where there is one. */
export async function waitingByAlert(
  db: RegistryDb,
  target: string,
  alerts: readonly string[],
): Promise<Map<string, number>> {
  const waiting = new Map<string, number>();
  for (let start = 0; start < alerts.length; start += REFS_AT_ONCE) {
    const rows = await db
      .selectFrom("notification_alerts as told")
      .innerJoin("notifications as message", "message.seq", "told.notification")
      .select(["told.alert", "message.seq"])
      .where("told.target", "=", target)
      .where("told.alert", "in", alerts.slice(start, start + REFS_AT_ONCE))
      .where("message.state", "=", "waiting")
      .orderBy("message.seq")
      .execute();
    for (const { alert, seq } of rows) waiting.set(alert, seq);
  }
  return waiting;
}

/** Puts more into a message of which no try was begun, in the same transaction. */
export async function replaceMessage(
  db: RegistryDb,
  row: Pick<MessageRow, "seq" | "target">,
  change: { body: NotificationBody; severity: AlertSeverity; refs: readonly MessageRef[] },
): Promise<void> {
  const { body, severity, refs } = change;
  await db
    .updateTable("notifications")
    .set({ title: body.title, body: JSON.stringify(body), alerts: body.alerts.length, severity })
    .where("seq", "=", row.seq)
    .execute();
  await addRefs(db, { target: row.target, seq: row.seq, refs });
}

/** How many wait for a target. */
export async function countWaiting(db: RegistryDb, target: string): Promise<number> {
  const { count } = await db
    .selectFrom("notifications")
    .select(({ fn }) => fn.countAll<number>().as("count"))
    .where("target", "=", target)
    .where("state", "=", "waiting")
    .executeTakeFirstOrThrow();
  return count;
}

/** Those of the alerts of which this target was told that they opened, or is about to be. */
export async function toldAlerts(
  db: RegistryDb,
  target: string,
  alerts: readonly string[],
): Promise<Set<string>> {
  const told = new Set<string>();
  for (let start = 0; start < alerts.length; start += REFS_AT_ONCE) {
    const rows = await db
      .selectFrom("notification_alerts as told")
      .innerJoin("notifications as message", "message.seq", "told.notification")
      .select("told.alert")
      .distinct()
      .where("told.target", "=", target)
      .where("told.alert", "in", alerts.slice(start, start + REFS_AT_ONCE))
      .where("message.state", "<>", "failed")
      .execute();
    for (const { alert } of rows) told.add(alert);
  }
  return told;
}

/** What a target misses least of what waits for it: the mildest, of these the oldest. */
export const mildestWaiting = (
  db: RegistryDb,
  target: string,
): Promise<Pick<MessageRow, "seq" | "severity"> | undefined> =>
  db
    .selectFrom("notifications")
    .select(["seq", "severity"])
    .where("target", "=", target)
    .where("state", "=", "waiting")
    .orderBy(severityRank, "desc")
    .orderBy("seq")
    .limit(1)
    .executeTakeFirst();
