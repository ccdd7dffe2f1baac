import type { AlertSeverity, AlertState } from "@resik/contract/alert-rule";
import { fail, ok, type Result } from "@resik/contract/error-code";
import { sql, type Selectable } from "kysely";
import { isInScope, type SiteScope } from "../auth/principal.ts";
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

/** A change of an alert's state with what the alert is about. */
export interface AlertTransition {
  /** Place in the outbox. */
  id: number;
  alert: string;
  /** From 0 within the alert. */
  seq: number;
  state: AlertState;
  value: number | null;
  atMs: number;
  rule: string;
  severity: AlertSeverity;
  site: string;
  subject: string;
}

/**
 * Opens an alert and writes its first transition. Call it in a transaction.
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
  await addTransition(db, { alert: id, seq: 0, state: "open", value, at_ms: nowMs });
  return true;
}

const addTransition = (
  db: RegistryDb,
  row: { alert: string; seq: number; state: AlertState; value: number | null; at_ms: number },
) => db.insertInto("alert_transitions").values(row).execute();

/**
 * Takes an alert to a later state; its transition is written in the same transaction. Transitions
 * of one alert have rising times, also where a clock was set back.
 */
async function advance(
  db: RegistryDb,
  alert: { id: string; to: "acknowledged" | "resolved"; from: readonly AlertState[] },
  change: { value?: number | null; nowMs: number },
): Promise<boolean> {
  const atMs = sql<number>`max(changed_at_ms + 1, ${change.nowMs})`;
  const row = await db
    .updateTable("alerts")
    .set({
      state: alert.to,
      transitions: sql<number>`transitions + 1`,
      changed_at_ms: atMs,
      [alert.to === "resolved" ? "resolved_at_ms" : "acknowledged_at_ms"]: atMs,
      ...(change.value === undefined ? {} : { value: change.value }),
    })
    .where("id", "=", alert.id)
    .where("state", "in", alert.from)
    .returning(["transitions", "changed_at_ms", "value"])
    .executeTakeFirst();
  if (!row) return false;
  const { transitions, changed_at_ms: at_ms, value } = row;
  const seq = transitions - 1;
  await addTransition(db, { alert: alert.id, seq, state: alert.to, value, at_ms });
  return true;
}

/**
 * Ends an alert. Without a value it keeps the last one. Call it in a transaction.
 *
 * @returns false when it is not open any more.
 */
export const resolveAlert = (
  db: RegistryDb,
  id: string,
  change: { value?: number | null; nowMs: number },
): Promise<boolean> => advance(db, { id, to: "resolved", from: ["open", "acknowledged"] }, change);

/**
 * Says that somebody has seen an alert; a second time changes nothing. Call it in a transaction.
 *
 * @returns `not-found`, or `already-settled` when it is resolved.
 */
export async function acknowledgeAlert(
  db: RegistryDb,
  id: string,
  nowMs: number,
): Promise<Result<AlertRow, "not-found" | "already-settled">> {
  await advance(db, { id, to: "acknowledged", from: ["open"] }, { nowMs });
  const row = await db.selectFrom("alerts").selectAll().where("id", "=", id).executeTakeFirst();
  if (!row) return fail("not-found", `no alert ${id}`);
  return row.state === "resolved" ? fail("already-settled", `alert ${id} is resolved`) : ok(row);
}

/** Every alert that is not resolved. */
export const unresolvedAlerts = (db: RegistryDb): Promise<AlertRow[]> =>
  db.selectFrom("alerts").selectAll().where("state", "<>", "resolved").execute();

export interface AlertListQuery {
  scope: SiteScope;
  state?: AlertState | undefined;
  site?: string | undefined;
  /** Alerts older than this one; 0 for the newest. */
  beforeSeq: number;
  limit: number;
}

/** Alerts, newest first; one more than `limit` tells that there are more. */
export async function listAlerts(db: RegistryDb, query: AlertListQuery): Promise<AlertRow[]> {
  const { scope, state, site, beforeSeq, limit } = query;
  if (site !== undefined && !isInScope(scope, site)) return [];
  let select = db.selectFrom("alerts").selectAll();
  if (beforeSeq > 0) select = select.where("seq", "<", beforeSeq);
  if (state !== undefined) select = select.where("state", "=", state);
  if (site !== undefined) select = select.where("site", "=", site);
  else if (scope !== "all") select = select.where("site", "in", [...scope]);
  return select
    .orderBy("seq", "desc")
    .limit(limit + 1)
    .execute();
}

/** Transitions after a place in the outbox, in order. */
export function transitionsAfter(
  db: RegistryDb,
  { afterId, limit }: { afterId: number; limit: number },
): Promise<AlertTransition[]> {
  return db
    .selectFrom("alert_transitions as t")
    .innerJoin("alerts", "alerts.id", "t.alert")
    .select(["t.id", "t.alert", "t.seq", "t.state", "t.value", "t.at_ms as atMs"])
    .select(["alerts.rule", "alerts.severity", "alerts.site", "alerts.subject"])
    .where("t.id", ">", afterId)
    .orderBy("t.id")
    .limit(limit)
    .execute();
}
