import { sum } from "@resik/contract/bank/integer";
import { REPORT_GROUPS } from "@resik/contract/bank/rule";
import type {
  groupTotalSchema,
  MonthlyReport,
  MonthTotals,
} from "@resik/contract/http/bank/reports";
import type { z } from "zod";
import type { Figures, ItemFigures, SideFigures } from "./figures.ts";

export type GroupTotal = z.infer<typeof groupTotalSchema>;
export type ReportLine = MonthlyReport["lines"][number];
/** The totals without what stands at the end of the month. */
export type FlowTotals = Omit<MonthTotals, "savingsRupiah" | "cashRupiah">;

const massOf = (side: SideFigures): number | null =>
  side.lacksMass && !side.hasMass ? null : side.massG;

const inOrder = (left: ItemFigures, right: ItemFigures): number =>
  REPORT_GROUPS.indexOf(left.reportGroup) - REPORT_GROUPS.indexOf(right.reportGroup) ||
  left.item.localeCompare(right.item) ||
  left.grade.localeCompare(right.grade);

/** One line for each item and grade, in the order of the report groups. */
export const linesOf = ({ items }: Figures): ReportLine[] =>
  [...items.values()]
    .sort(inOrder)
    .map(({ item, grade, name, unit, reportGroup, deposited, sold }) => ({
      item,
      grade,
      name,
      unit,
      reportGroup,
      depositedQuantity: deposited.quantity,
      depositedMassG: massOf(deposited),
      depositedRupiah: deposited.rupiah,
      soldQuantity: sold.quantity,
      soldMassG: massOf(sold),
      soldRupiah: sold.rupiah,
    }));

/** Every report group, also those of which nothing came. */
export const groupsOf = ({ items }: Figures): GroupTotal[] =>
  REPORT_GROUPS.map((reportGroup) => {
    const ofGroup = [...items.values()].filter((item) => item.reportGroup === reportGroup);
    return {
      reportGroup,
      depositedMassG: sum(ofGroup.map(({ deposited }) => deposited.massG)),
      soldMassG: sum(ofGroup.map(({ sold }) => sold.massG)),
      depositedRupiah: sum(ofGroup.map(({ deposited }) => deposited.rupiah)),
      soldRupiah: sum(ofGroup.map(({ sold }) => sold.rupiah)),
    };
  });

/** A member whose deposits were all reversed brought nothing. */
export const depositorsOf = ({ members }: Figures): number =>
  [...members.values()].filter(({ deposits }) => deposits > 0).length;

export function flowsOf(figures: Figures): FlowTotals {
  const items = [...figures.items.values()];
  return {
    weighingDays: figures.weighingDays.size,
    deposits: figures.money.deposits,
    depositors: depositorsOf(figures),
    depositedMassG: sum(items.map(({ deposited }) => deposited.massG)),
    linesWithoutMass: sum(items.map(({ deposited }) => deposited.linesWithoutMass)),
    depositedRupiah: sum(items.map(({ deposited }) => deposited.rupiah)),
    memberRupiah: figures.money.memberRupiah,
    bankShareRupiah: figures.money.bankShareRupiah,
    donatedRupiah: figures.money.donatedRupiah,
    withdrawnRupiah: figures.money.withdrawnRupiah,
    soldMassG: sum(items.map(({ sold }) => sold.massG)),
    soldRupiah: sum(items.map(({ sold }) => sold.rupiah)),
  };
}

/** The sum of the totals of several banks, whose members and days are each their own. */
export function sumTotals(totals: readonly MonthTotals[]): MonthTotals {
  const of = (field: keyof MonthTotals): number => sum(totals.map((one) => one[field]));
  return {
    weighingDays: of("weighingDays"),
    deposits: of("deposits"),
    depositors: of("depositors"),
    depositedMassG: of("depositedMassG"),
    linesWithoutMass: of("linesWithoutMass"),
    depositedRupiah: of("depositedRupiah"),
    memberRupiah: of("memberRupiah"),
    bankShareRupiah: of("bankShareRupiah"),
    donatedRupiah: of("donatedRupiah"),
    withdrawnRupiah: of("withdrawnRupiah"),
    soldMassG: of("soldMassG"),
    soldRupiah: of("soldRupiah"),
    savingsRupiah: of("savingsRupiah"),
    cashRupiah: of("cashRupiah"),
  };
}

export function sumGroups(parts: readonly (readonly GroupTotal[])[]): GroupTotal[] {
  return REPORT_GROUPS.map((reportGroup) => {
    const same = parts.flat().filter((group) => group.reportGroup === reportGroup);
    return {
      reportGroup,
      depositedMassG: sum(same.map(({ depositedMassG }) => depositedMassG)),
      soldMassG: sum(same.map(({ soldMassG }) => soldMassG)),
      depositedRupiah: sum(same.map(({ depositedRupiah }) => depositedRupiah)),
      soldRupiah: sum(same.map(({ soldRupiah }) => soldRupiah)),
    };
  });
}
