import type { Clock } from "@resik/kit/clock";
import { actorOf, type Principal } from "../auth/principal.ts";
import type { RegistryDb } from "./tables.ts";

/** What can be done; the list is closed so that the log can be searched. */
export type AuditAction =
  | "site.add"
  | "site.change"
  | "device.register"
  | "device.rotate"
  | "device.retire"
  | "device.configure"
  | "device.place"
  | "device.command"
  | "device.format"
  | "device.correct"
  | "alert.acknowledge"
  | "alert.assign"
  | "alert.note"
  | "alert.resolve"
  | "alert-rule.put"
  | "alert-rule.reset"
  | "alert-rule.delete"
  | "alert-mute.add"
  | "alert-mute.end"
  | "task.create"
  | "task.assign"
  | "task.start"
  | "task.done"
  | "task.cancel"
  | "task.reopen"
  | "task.note"
  | "task.due"
  | "resident-report.decline"
  | "resident-report.close"
  | "target.save"
  | "target.test"
  | "target.remove"
  | "notification.retry"
  | "quarantine.replay"
  | "user.add"
  | "user.password"
  | "user.roles"
  | "setup.administrator"
  | "bank.update"
  | "buyer.add"
  | "fund.add"
  | "report.submit"
  | "report.verify"
  | "report.return"
  | "member.add"
  | "member.update"
  | "member.retire"
  | "member.reactivate"
  | "member.card"
  | "member.card-revoke"
  | "member.pin"
  | "me.pin"
  | "me.sessions-end"
  | "me.push"
  | "me.push-end";

/** One line of the append-only log. `target` names a thing, never a secret. */
export const writeAudit = (
  db: RegistryDb,
  line: { atMs: number; actor: string; action: AuditAction; target: string },
) =>
  db
    .insertInto("audit_log")
    .values({ at_ms: line.atMs, actor: line.actor, action: line.action, target: line.target })
    .execute();

export type Audit = (
  db: RegistryDb,
  principal: Principal,
  action: AuditAction,
  target: string,
) => Promise<unknown>;

/** Writes lines of the log for people, at the time of the clock. */
export const createAudit =
  (clock: Pick<Clock, "nowMs">): Audit =>
  (db, principal, action, target) =>
    writeAudit(db, { atMs: clock.nowMs(), actor: actorOf(principal), action, target });

/** How the log names a member: the lines of a bank are found by the first half. */
export const memberTarget = (bank: string, member: string): string => `${bank}/${member}`;

export interface AuditQuery {
  /** Only lines about this bank and its members; null for all. */
  bank: string | null;
  /** Lines older than this one; 0 for the newest. */
  beforeSeq: number;
  limit: number;
}

/** Lines of the log, newest first; one more than `limit` tells that there are more. */
export function listAudit(db: RegistryDb, query: AuditQuery) {
  const { bank } = query;
  let select = db.selectFrom("audit_log").selectAll();
  if (query.beforeSeq > 0) select = select.where("seq", "<", query.beforeSeq);
  if (bank !== null) {
    // `0` follows `/` in the order of characters: all members of the bank lie between.
    select = select.where((where) =>
      where.or([
        where("target", "=", bank),
        where.and([where("target", ">=", `${bank}/`), where("target", "<", `${bank}0`)]),
      ]),
    );
  }
  return select
    .orderBy("seq", "desc")
    .limit(query.limit + 1)
    .execute();
}
