import { notificationBodySchema, type NotificationBody } from "@resik/contract/http/notifications";
import { sql, type Selectable } from "kysely";
import { RETRY_AFTER_MS_MAX } from "../../notify/outbound-http.ts";
import type { RegistryDb, RegistryTables } from "../tables.ts";

export type MessageRow = Selectable<RegistryTables["notifications"]>;

/** From its making (or from a retry by hand) a message is tried for this long, then given up. */
export const GIVE_UP_MS = 7 * 24 * 3_600_000;

/** The texts were written by `addMessage` or `replaceMessage` (`notification-messages.ts`). */
export const bodyOf = (row: Pick<MessageRow, "body">): NotificationBody =>
  notificationBodySchema.parse(JSON.parse(row.body));

/** How many wait for all targets. */
export async function countAllWaiting(db: RegistryDb): Promise<number> {
  const { count } = await db
    .selectFrom("notifications")
    .select(({ fn }) => fn.countAll<number>().as("count"))
    .where("state", "=", "waiting")
    .executeTakeFirstOrThrow();
  return count;
}

export interface DueTarget {
  target: string;
  /** When the next message may be tried; the target's own pause is in it. */
  atMs: number;
}

/**
 * No wait is longer than a target may ask for. A time farther off was written by a clock that has
 * been set back since, and counts for nothing, as does the time of a message never tried.
 */
const dueAtMs = (nowMs: number) =>
  sql<number>`CASE
    WHEN message.tries = 0 OR message.next_try_at_ms > ${nowMs + RETRY_AFTER_MS_MAX} THEN 0
    ELSE message.next_try_at_ms END`;

/** Until when a target is left alone; 0 when it is not. */
export const pausedUntilMs = (target: { paused_until_ms: number }, nowMs: number): number =>
  target.paused_until_ms > nowMs + RETRY_AFTER_MS_MAX ? 0 : target.paused_until_ms;

/** After so many tries a message that some have holds up none that follows it. */
const PARTLY_TRIES = 5;

/**
 * Whether what a message follows is through. Where one recipient of several takes nothing, such as
 * a wrong number, the others do not wait for it.
 */
const isFree = sql<boolean>`NOT EXISTS (SELECT 1 FROM notifications AS earlier
  WHERE earlier.seq = message.after_seq AND earlier.state = 'waiting'
  AND (earlier.told = '[]' OR earlier.tries < ${sql.lit(PARTLY_TRIES)}))`;

/** Targets with messages that wait, the soonest first. */
export const waitingTargets = (db: RegistryDb, nowMs: number): Promise<DueTarget[]> =>
  db
    .selectFrom("notifications as message")
    .innerJoin("notification_targets as target", "target.id", "message.target")
    .select("target.id as target")
    .select(
      sql<number>`max(min(${dueAtMs(nowMs)}),
        CASE WHEN target.paused_until_ms > ${nowMs + RETRY_AFTER_MS_MAX} THEN 0
        ELSE target.paused_until_ms END)`.as("atMs"),
    )
    .where("message.state", "=", "waiting")
    .where("target.enabled", "=", 1)
    .where(isFree)
    .groupBy("target.id")
    .orderBy("atMs")
    .execute();

/** Ascending, the worst come first. */
export const severityRank = sql`CASE severity WHEN 'critical' THEN 0 WHEN 'high' THEN 1 ELSE 2 END`;

/** What is sent next to a target: the worst first, then the oldest, none before what it follows. */
export const nextMessage = (
  db: RegistryDb,
  target: string,
  nowMs: number,
): Promise<Pick<MessageRow, "seq"> | undefined> =>
  db
    .selectFrom("notifications as message")
    .select("seq")
    .where("target", "=", target)
    .where("state", "=", "waiting")
    .where(dueAtMs(nowMs), "<=", nowMs)
    .where(isFree)
    .orderBy(severityRank)
    .orderBy("seq")
    .limit(1)
    .executeTakeFirst();

/**
 * Says that a try begins, and gives the message as it stands from then on: nothing is added to it
 * any more. If this program dies in the try, the next one is made at `againAtMs`.
 */
export const beginTry = (
  db: RegistryDb,
  seq: number,
  againAtMs: number,
): Promise<MessageRow | undefined> =>
  db
    .updateTable("notifications")
    .set({ tries: sql<number>`tries + 1`, next_try_at_ms: againAtMs })
    .where("seq", "=", seq)
    .where("state", "=", "waiting")
    .returningAll()
    .executeTakeFirst();

/** One of several recipients has it. */
export const keepTold = (db: RegistryDb, seq: number, told: ReadonlySet<string>) =>
  db
    .updateTable("notifications")
    .set({ told: JSON.stringify([...told]) })
    .where("seq", "=", seq)
    .execute();

/** Says that a message arrived, and that its target answers. */
export async function settleDelivered(
  db: RegistryDb,
  { seq, target, nowMs }: { seq: number; target: string; nowMs: number },
): Promise<void> {
  await db
    .updateTable("notifications")
    .set({ state: "delivered", settled_at_ms: nowMs, last_failure: null })
    .where("seq", "=", seq)
    .execute();
  await db
    .updateTable("notification_targets")
    .set({ failures: 0, paused_until_ms: 0, last_delivered_at_ms: nowMs, last_failure: null })
    .where("id", "=", target)
    .execute();
}

/**
 * Says why a try failed and when the next one is; `pauseUntilMs` holds up the whole target. Without
 * it the target has answered: what it did not answer before counts no more.
 */
export async function settleTry(
  db: RegistryDb,
  failed: {
    seq: number;
    target: string;
    detail: string;
    againAtMs: number;
    pauseUntilMs: number | null;
  },
): Promise<void> {
  const { seq, target, detail, againAtMs, pauseUntilMs } = failed;
  await db
    .updateTable("notifications")
    .set({ next_try_at_ms: againAtMs, last_failure: detail })
    .where("seq", "=", seq)
    .where("state", "=", "waiting")
    .execute();
  await db
    .updateTable("notification_targets")
    .set({
      failures: pauseUntilMs === null ? 1 : sql<number>`failures + 1`,
      last_failure: detail,
      ...(pauseUntilMs === null ? {} : { paused_until_ms: pauseUntilMs }),
    })
    .where("id", "=", target)
    .execute();
}

/** Gives up what waits for a target. @returns how many messages. */
export async function giveUpWaiting(
  db: RegistryDb,
  { target, detail, nowMs }: { target: string; detail: string; nowMs: number },
): Promise<number> {
  const done = await db
    .updateTable("notifications")
    .set({ state: "failed", settled_at_ms: nowMs, last_failure: detail })
    .where("target", "=", target)
    .where("state", "=", "waiting")
    .executeTakeFirst();
  return Number(done.numUpdatedRows);
}

/** Gives up one message. */
export const giveUp = (db: RegistryDb, seq: number, detail: string, nowMs: number) =>
  db
    .updateTable("notifications")
    .set({ state: "failed", settled_at_ms: nowMs, last_failure: detail })
    .where("seq", "=", seq)
    .where("state", "=", "waiting")
    .execute();

/** Gives up what was tried for as long as it may; its reason is why the last try failed. */
export async function giveUpOverdue(db: RegistryDb, nowMs: number): Promise<number> {
  const done = await db
    .updateTable("notifications")
    .set({
      state: "failed",
      settled_at_ms: nowMs,
      last_failure: sql<string>`coalesce(last_failure, 'never tried')`,
    })
    .where("state", "=", "waiting")
    .where("give_up_at_ms", "<=", nowMs)
    .executeTakeFirst();
  return Number(done.numUpdatedRows);
}

/** Tries a message again that was given up, or at once one that waits. */
export async function retryMessage(db: RegistryDb, id: string, nowMs: number): Promise<boolean> {
  const row = await db
    .updateTable("notifications")
    .set({
      state: "waiting",
      next_try_at_ms: nowMs,
      give_up_at_ms: nowMs + GIVE_UP_MS,
      settled_at_ms: null,
    })
    .where("id", "=", id)
    .where("state", "<>", "delivered")
    .returning("target")
    .executeTakeFirst();
  if (!row) return false;
  await db
    .updateTable("notification_targets")
    .set({ paused_until_ms: 0 })
    .where("id", "=", row.target)
    .execute();
  return true;
}

/** The log is kept this long, and longer while an alert in it goes on. */
const KEPT_MS = 90 * 24 * 3_600_000;
const PRUNED_AT_ONCE = 200;

/** Forgets old lines of the log. @returns how many; there may be more while it is not 0. */
export async function pruneMessages(db: RegistryDb, nowMs: number): Promise<number> {
  const old = await db
    .selectFrom("notifications as message")
    .select("message.seq")
    .where("message.created_at_ms", "<", nowMs - KEPT_MS)
    .where("message.state", "<>", "waiting")
    .where(({ not, exists, selectFrom }) =>
      not(
        exists(
          selectFrom("notification_alerts as told")
            .innerJoin("alerts", "alerts.id", "told.alert")
            .select("told.alert")
            .whereRef("told.notification", "=", "message.seq")
            .where("alerts.state", "<>", "resolved"),
        ),
      ),
    )
    .limit(PRUNED_AT_ONCE)
    .execute();
  if (old.length === 0) return 0;
  const seqs = old.map(({ seq }) => seq);
  await db.deleteFrom("notifications").where("seq", "in", seqs).execute();
  return old.length;
}
