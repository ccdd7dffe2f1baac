import { fail, ok, type Result } from "@resik/contract/error-code";
import type { ReportStateView } from "@resik/contract/http/bank/reports";
import type { Selectable } from "kysely";
import { toInstant } from "../registry/device-row.ts";
import type { RegistryDb, RegistryTables } from "../registry/tables.ts";

type Row = Selectable<RegistryTables["monthly_reports"]>;

const toView = (row: Row): ReportStateView => ({
  month: row.month,
  state: row.state,
  submittedAt: toInstant(row.submitted_at_ms),
  decidedAt: row.decided_at_ms === null ? null : toInstant(row.decided_at_ms),
  note: row.note,
  head: { seq: row.head_seq, sha256: row.head_sha256 },
});

const draftOf = (month: string): ReportStateView => ({
  month,
  state: "draft",
  submittedAt: null,
  decidedAt: null,
  note: null,
  head: null,
});

const find = (db: RegistryDb, bank: string, month: string) =>
  db
    .selectFrom("monthly_reports")
    .selectAll()
    .where("bank", "=", bank)
    .where("month", "=", month)
    .executeTakeFirst();

/** Where a bank's report of a month stands; a draft when it was never sent. */
export async function reportStateOf(
  db: RegistryDb,
  bank: string,
  month: string,
): Promise<ReportStateView> {
  const row = await find(db, bank, month);
  return row ? toView(row) : draftOf(month);
}

/** The reports of a month that were sent, by bank. */
export async function reportStatesOf(
  db: RegistryDb,
  month: string,
): Promise<ReadonlyMap<string, ReportStateView>> {
  const rows = await db
    .selectFrom("monthly_reports")
    .selectAll()
    .where("month", "=", month)
    .execute();
  return new Map(rows.map((row) => [row.bank, toView(row)]));
}

/** Months of each bank that the agency has verified. */
export async function verifiedMonthsOf(
  db: RegistryDb,
  months: readonly string[],
): Promise<ReadonlyMap<string, number>> {
  const rows = await db
    .selectFrom("monthly_reports")
    .select(({ fn }) => ["bank", fn.countAll<number>().as("verified")])
    .where("month", "in", months)
    .where("state", "=", "verified")
    .groupBy("bank")
    .execute();
  return new Map(rows.map(({ bank, verified }) => [bank, verified]));
}

export interface Submission {
  bank: string;
  month: string;
  head: { seq: number; sha256: string };
  nowMs: number;
}

/**
 * Sends a report to the agency, for the first time or mended after a return. Call it in a
 * transaction.
 *
 * @returns `already-settled` when it waits there or is verified.
 */
export async function submitReport(
  db: RegistryDb,
  { bank, month, head, nowMs }: Submission,
): Promise<Result<ReportStateView, "already-settled">> {
  const known = await find(db, bank, month);
  if (known && known.state !== "returned") {
    return fail("already-settled", `the report of ${month} is ${known.state}`);
  }
  const row: Row = {
    bank,
    month,
    state: "submitted",
    note: null,
    submitted_at_ms: nowMs,
    decided_at_ms: null,
    head_seq: head.seq,
    head_sha256: head.sha256,
  };
  await db
    .insertInto("monthly_reports")
    .values(row)
    .onConflict((conflict) => conflict.columns(["bank", "month"]).doUpdateSet(row))
    .execute();
  return ok(toView(row));
}

export type Decision = { state: "verified" } | { state: "returned"; note: string };

/**
 * The agency's word on a report that was sent. Call it in a transaction.
 *
 * @returns `not-found` when it was never sent, `already-settled` when it was decided on before.
 */
export async function decideReport(
  db: RegistryDb,
  question: { bank: string; month: string; nowMs: number },
  decision: Decision,
): Promise<Result<ReportStateView, "not-found" | "already-settled">> {
  const { bank, month, nowMs } = question;
  const known = await find(db, bank, month);
  if (!known) return fail("not-found", `no report of ${month} was sent`);
  if (known.state !== "submitted") {
    return fail("already-settled", `the report of ${month} is ${known.state}`);
  }
  const row: Row = {
    ...known,
    state: decision.state,
    note: decision.state === "returned" ? decision.note : null,
    decided_at_ms: nowMs,
  };
  await db
    .updateTable("monthly_reports")
    .set({ state: row.state, note: row.note, decided_at_ms: row.decided_at_ms })
    .where("bank", "=", bank)
    .where("month", "=", month)
    .execute();
  return ok(toView(row));
}
