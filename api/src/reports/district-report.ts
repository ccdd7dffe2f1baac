import { sum } from "@resik/contract/bank/integer";
import type { DistrictReport, MonthTotals } from "@resik/contract/http/bank/reports";
import type { RegistryDb } from "../registry/tables.ts";
import { groupsOf, sumGroups, sumTotals, type GroupTotal } from "./figures-view.ts";
import type { MonthReader } from "./month-reader.ts";
import { totalsOf, wholeOf } from "./monthly-report.ts";
import { listReportBanks, membersAtEndOf } from "./report-banks.ts";
import { reportStatesOf } from "./report-states.ts";

/** Each bank's month, and the district's, in which trade between banks counts once. */
export async function makeDistrictReport(
  { db, months }: { db: RegistryDb; months: MonthReader },
  month: string,
): Promise<DistrictReport> {
  const states = await reportStatesOf(db, month);
  const members = await membersAtEndOf(db, month);
  const banks: DistrictReport["banks"] = [];
  const ownTotals: MonthTotals[] = [];
  const ownGroups: GroupTotal[][] = [];
  for (const { id, name, areaName } of await listReportBanks(db)) {
    const counted = await months.read(id, month);
    ownTotals.push(totalsOf(counted.own, counted));
    ownGroups.push(groupsOf(counted.own));
    banks.push({
      id,
      name,
      areaName,
      state: states.get(id)?.state ?? "draft",
      members: members.get(id) ?? 0,
      totals: totalsOf(wholeOf(counted), counted),
    });
  }
  return {
    month,
    banks,
    totals: sumTotals(ownTotals),
    members: sum(banks.map((bank) => bank.members)),
    groups: sumGroups(ownGroups),
  };
}
