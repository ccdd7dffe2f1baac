import type { AlertSeverity, AlertState } from "@resik/contract/alert-rule";
import { fail, ok, type Result } from "@resik/contract/error-code";
import { ALERT_STEPS_MAX, type AlertStep } from "@resik/contract/http/alerts";
import { sql, type Selectable } from "kysely";
import type { RegistryDb, RegistryTables } from "./tables.ts";

export type AlertRow = Selectable<RegistryTables["alerts"]>;

/** An alert that is to be opened. */
export interface NewAlert {
  id: string;
  rule: string;
  subject: string;
  site: string;
  severity: AlertSeverity;
  value: number | null;
}

/** A step in an alert's story with what the alert is about. */
export interface AlertTransition {
  /** Place in the outbox. */
  id: number;
  alert: string;
  /** From 0 within the alert. */
  seq: number;
  step: AlertStep;
  /** The alert's state after it. */
  state: AlertState;
  value: number | null;
  atMs: number;
  /** It happened while muted: nobody is to be told. */
  isMuted: boolean;
  rule: string;
  severity: AlertSeverity;
  site: string;
  subject: string;
}

/** Who did something, and what they say of it. The program itself has no name. */
export interface Hand {
  by: string | null;
  note: string | null;
}
const PROGRAM: Hand = { by: null, note: null };

/**
 * Opens an alert and writes the first step of its story. Call it in a transaction.
 *
 * @returns false when one of the same rule and subject is open already: then nothing is written.
 */
export async function openAlert(db: RegistryDb, alert: NewAlert, nowMs: number): Promise<boolean> {
  const done = await db
    .insertInto("alerts")
    .values({
      ...alert,
      state: "open",
      transitions: 1,
      changed_at_ms: nowMs,
      opened_at_ms: nowMs,
    })
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst();
  if (done.numInsertedOrUpdatedRows !== 1n) return false;
  const { id, value } = alert;
  await db
    .insertInto("alert_transitions")
    .values({
      alert: id,
      seq: 0,
      step: "opened",
      state: "open",
      value,
      at_ms: nowMs,
      by_name: null,
      note: null,
      muted: 0,
    })
    .execute();
  return true;
}

interface Step {
  id: string;
  step: Exclude<AlertStep, "opened">;
  /** The states in which it is possible. */
  from: readonly AlertState[];
  nowMs: number;
  hand?: Hand;
  isMuted?: boolean;
  /** What else changes; the state too where it does. */
  set?: Partial<
    Pick<AlertRow, "state" | "value" | "acknowledged_by" | "resolved_by" | "assignee" | "quiet">
  >;
  /** The column that keeps when. */
  stamp?: "acknowledged_at_ms" | "resolved_at_ms" | "escalated_at_ms";
}

/** States of an alert that is not over. */
export const UNRESOLVED: readonly AlertState[] = ["open", "acknowledged"];

/**
 * Takes an alert one step on; the step of its story is written in the same transaction. Steps of
 * one alert have rising times, also where a clock was set back.
 */
async function advance(db: RegistryDb, step: Step): Promise<AlertRow | null> {
  const atMs = sql<number>`max(changed_at_ms + 1, ${step.nowMs})`;
  const row = await db
    .updateTable("alerts")
    .set({
      ...step.set,
      transitions: sql<number>`transitions + 1`,
      changed_at_ms: atMs,
      ...(step.stamp ? { [step.stamp]: atMs } : {}),
    })
    .where("id", "=", step.id)
    .where("state", "in", step.from)
    .returningAll()
    .executeTakeFirst();
  if (!row) return null;
  const { by, note } = step.hand ?? PROGRAM;
  await db
    .insertInto("alert_transitions")
    .values({
      alert: step.id,
      seq: row.transitions - 1,
      step: step.step,
      state: row.state,
      value: row.value,
      at_ms: row.changed_at_ms,
      by_name: by,
      note,
      muted: step.isMuted === true ? 1 : 0,
    })
    .execute();
  return row;
}

/**
 * Ends an alert because its cause is gone. Without a value it keeps the last one. Call it in a
 * transaction.
 *
 * @returns false when it is not open any more.
 */
export async function resolveAlert(
  db: RegistryDb,
  id: string,
  change: { value?: number | null; nowMs: number; isMuted?: boolean; note?: string | null },
): Promise<boolean> {
  const { nowMs, value, isMuted = false, note = null } = change;
  const done = await advance(db, {
    id,
    step: "resolved",
    from: UNRESOLVED,
    nowMs,
    isMuted,
    hand: { by: null, note },
    set: { state: "resolved", ...(value === undefined ? {} : { value }) },
    stamp: "resolved_at_ms",
  });
  return done !== null;
}

/**
 * Tells the next in line of an alert that nobody has acknowledged. Call it in a transaction.
 *
 * @returns false when somebody has, or it was told before.
 */
export async function escalateAlert(
  db: RegistryDb,
  id: string,
  { nowMs, isMuted }: { nowMs: number; isMuted: boolean },
): Promise<boolean> {
  const before = await findAlert(db, id);
  if (!before || before.escalated_at_ms !== null) return false;
  const stamp = "escalated_at_ms";
  const done = await advance(db, { id, step: "escalated", from: ["open"], nowMs, isMuted, stamp });
  return done !== null;
}

const findAlert = (db: RegistryDb, id: string): Promise<AlertRow | undefined> =>
  db.selectFrom("alerts").selectAll().where("id", "=", id).executeTakeFirst();

type StepFailure = "not-found" | "already-settled";

/** What of a step came out: the row, or why it could not be taken. */
async function settled(
  db: RegistryDb,
  id: string,
  done: AlertRow | null,
): Promise<Result<AlertRow, StepFailure>> {
  const row = done ?? (await findAlert(db, id));
  if (!row) return fail("not-found", `no alert ${id}`);
  if (done === null && row.state === "resolved") {
    return fail("already-settled", `alert ${id} is resolved`);
  }
  return ok(row);
}

/**
 * Says that somebody has seen an alert. A second time changes nothing; words that come with it are
 * noted. Call it in a transaction.
 *
 * @returns `not-found`, `already-settled` when it is resolved, or `too-many-requests` when words of
 *   a second time find no room in its story.
 */
export async function acknowledgeAlert(
  db: RegistryDb,
  id: string,
  nowMs: number,
  hand: Hand = PROGRAM,
): Promise<Result<AlertRow, StepFailure | StoryFailure>> {
  const done = await advance(db, {
    id,
    step: "acknowledged",
    from: ["open"],
    nowMs,
    hand,
    set: { state: "acknowledged", acknowledged_by: hand.by },
    stamp: "acknowledged_at_ms",
  });
  const seen = await settled(db, id, done);
  const isNoted = seen.ok && done === null && hand.note !== null;
  return isNoted ? noteAlert(db, id, { nowMs, hand }) : seen;
}

export interface Assignment {
  assignee: string | null;
  nowMs: number;
  hand: Hand;
}

/**
 * Gives an alert to a member of staff, or to nobody; to the same one a second time changes nothing.
 * Call it in a transaction.
 *
 * @returns `not-found`, `already-settled` when it is resolved, or `too-many-requests` when its story
 *   has `ALERT_STEPS_MAX` steps.
 */
export async function assignAlert(
  db: RegistryDb,
  id: string,
  assignment: Assignment,
): Promise<Result<AlertRow, StepFailure | StoryFailure>> {
  const before = await findAlert(db, id);
  const isOver = before?.state === "resolved";
  if (before && !isOver && before.assignee === assignment.assignee) return ok(before);
  const story = checkStory(isOver ? undefined : before);
  return story.ok ? handOverAlert(db, id, assignment) : story;
}

/** The same as part of what is done to a task, whose own story has its bound. */
export async function handOverAlert(
  db: RegistryDb,
  id: string,
  { assignee, nowMs, hand }: Assignment,
): Promise<Result<AlertRow, StepFailure>> {
  const set = { assignee };
  return settled(
    db,
    id,
    await advance(db, { id, step: "assigned", from: UNRESOLVED, nowMs, hand, set }),
  );
}

/**
 * Adds a note to an alert's story, also when it is over. Call it in a transaction.
 *
 * @returns `not-found`, or `too-many-requests` when its story has `ALERT_STEPS_MAX` steps.
 */
export async function noteAlert(
  db: RegistryDb,
  id: string,
  { nowMs, hand }: { nowMs: number; hand: Hand },
): Promise<Result<AlertRow, StepFailure | StoryFailure>> {
  const story = checkStory(await findAlert(db, id));
  if (!story.ok) return story;
  const from: AlertState[] = [...UNRESOLVED, "resolved"];
  return settled(db, id, await advance(db, { id, step: "noted", from, nowMs, hand }));
}

type StoryFailure = "too-many-requests";

/** Notes and the like end before a story does: the end of an alert is always written. */
const checkStory = (row: AlertRow | undefined): Result<null, StoryFailure> =>
  row && row.transitions >= ALERT_STEPS_MAX
    ? fail("too-many-requests", `alert ${row.id} has ${ALERT_STEPS_MAX} steps`)
    : ok(null);

/**
 * Ends an alert by hand. Its rule stays quiet about its subject until it was clear once. Call it in
 * a transaction.
 *
 * @returns `not-found`, or `already-settled` when it is resolved.
 */
export async function resolveAlertByHand(
  db: RegistryDb,
  id: string,
  { nowMs, hand }: { nowMs: number; hand: Hand },
): Promise<Result<AlertRow, StepFailure>> {
  const done = await advance(db, {
    id,
    step: "resolved",
    from: UNRESOLVED,
    nowMs,
    hand,
    set: { state: "resolved", resolved_by: hand.by, quiet: 1 },
    stamp: "resolved_at_ms",
  });
  return settled(db, id, done);
}

/** What rules know of the alerts: those not resolved, and those ended by hand whose cause goes on. */
export const livingAlerts = async (db: RegistryDb): Promise<AlertRow[]> => {
  const select = db.selectFrom("alerts").selectAll();
  const [unresolved, quiet] = [
    await select.where("state", "in", UNRESOLVED).execute(),
    await select.where("quiet", "=", 1).execute(),
  ];
  return [...unresolved, ...quiet];
};

/** A cause was clear once: its rule may speak of this subject again. */
export const endQuiet = (db: RegistryDb, id: string) =>
  db.updateTable("alerts").set({ quiet: 0 }).where("id", "=", id).execute();

/** Steps after a place in the outbox, in order. */
export async function transitionsAfter(
  db: RegistryDb,
  { afterId, limit }: { afterId: number; limit: number },
): Promise<AlertTransition[]> {
  const rows = await db
    .selectFrom("alert_transitions as t")
    .innerJoin("alerts", "alerts.id", "t.alert")
    .select(["t.id", "t.alert", "t.seq", "t.step", "t.state", "t.value", "t.at_ms as atMs"])
    .select(["t.muted", "alerts.rule", "alerts.severity", "alerts.site", "alerts.subject"])
    .where("t.id", ">", afterId)
    .orderBy("t.id")
    .limit(limit)
    .execute();
  return rows.map(({ muted, ...row }) => ({ ...row, isMuted: muted === 1 }));
}
