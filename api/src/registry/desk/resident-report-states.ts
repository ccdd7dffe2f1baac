import { fail, ok, type Result } from "@resik/contract/error-code";
import type { ResidentReportState } from "@resik/contract/http/resident-reports";
import type { RegistryDb } from "../tables.ts";

/** A task was made of it, or begins anew. */
export const takeReportInWork = (db: RegistryDb, id: string) =>
  db
    .updateTable("resident_reports")
    .set({ state: "in-work", ended_at_ms: null })
    .where("id", "=", id)
    .execute();

/** Its task was cancelled: somebody has to look at it again. */
export const giveReportBack = (db: RegistryDb, id: string) =>
  db
    .updateTable("resident_reports")
    .set({ state: "received" })
    .where("id", "=", id)
    .where("state", "=", "in-work")
    .execute();

export interface ReportEnd {
  state: Extract<ResidentReportState, "done" | "declined">;
  /** What the reporter reads; without one what was said before stays. */
  answer: string | undefined;
  nowMs: number;
}

/** Ends a report, whatever it is in; the caller has looked. */
export const endReport = (db: RegistryDb, id: string, { state, answer, nowMs }: ReportEnd) =>
  db
    .updateTable("resident_reports")
    .set({ state, ended_at_ms: nowMs, ...(answer === undefined ? {} : { answer }) })
    .where("id", "=", id)
    .execute();

/**
 * Answers a report of which no task is at work. Call it in a transaction.
 *
 * @returns `not-found`, `already-settled` when it is over, `already-exists` with the id of the task
 * by which it ends.
 */
export async function answerReport(
  db: RegistryDb,
  id: string,
  end: ReportEnd,
): Promise<Result<null, "not-found" | "already-settled" | "already-exists">> {
  const row = await db
    .selectFrom("resident_reports")
    .leftJoin("tasks", (join) =>
      join
        .onRef("tasks.report", "=", "resident_reports.id")
        .on("tasks.state", "in", ["open", "started"]),
    )
    .select(["resident_reports.state", "tasks.id as task"])
    .where("resident_reports.id", "=", id)
    .executeTakeFirst();
  if (!row) return fail("not-found", `no report ${id}`);
  if (row.state === "done" || row.state === "declined") {
    return fail("already-settled", `report ${id} is ${row.state}`);
  }
  if (row.task !== null) return fail("already-exists", `task ${row.task} is about it`);
  await endReport(db, id, end);
  return ok(null);
}
