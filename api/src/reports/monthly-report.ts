import type { MonthlyReport, MonthTotals } from "@resik/contract/http/bank/reports";
import type { BankRow } from "../registry/banks.ts";
import type { RegistryDb } from "../registry/tables.ts";
import { flowsOf, groupsOf, linesOf } from "./figures-view.ts";
import { sumFigures, type Figures } from "./figures.ts";
import type { BankMonth, MonthReader } from "./month-reader.ts";
import { membersAtEndOf } from "./report-banks.ts";
import { reportStateOf } from "./report-states.ts";
import { isMonthOver } from "./wib-month.ts";

/** The totals of some of a month's figures, with what stood at its end. */
export const totalsOf = (
  figures: Figures,
  { savingsRupiah, cashRupiah }: BankMonth,
): MonthTotals => ({ ...flowsOf(figures), savingsRupiah, cashRupiah });

/** All that a bank did in a month, with its trade with other banks. */
export const wholeOf = ({ own, between }: BankMonth): Figures => sumFigures([own, between]);

/** A bank's month as it is reported to the agency. */
export async function makeMonthlyReport(
  deps: { db: RegistryDb; months: MonthReader; nowMs: number },
  bank: BankRow,
  month: string,
): Promise<MonthlyReport> {
  const { db, months, nowMs } = deps;
  const counted = await months.read(bank.id, month);
  const whole = wholeOf(counted);
  const { state, submittedAt, decidedAt, note } = await reportStateOf(db, bank.id, month);
  const members = await membersAtEndOf(db, month);
  return {
    bank: {
      id: bank.id,
      name: bank.name,
      areaName: bank.areaName,
      decreeNumber: bank.decreeNumber,
    },
    month,
    isComplete: isMonthOver(month, nowMs),
    state,
    submittedAt,
    decidedAt,
    note,
    members: members.get(bank.id) ?? 0,
    totals: totalsOf(whole, counted),
    groups: groupsOf(whole),
    lines: linesOf(whole),
    head: counted.head,
  };
}
