import type { OpenWaste } from "@resik/contract/http/bank/reports";
import type { Clock } from "@resik/kit/clock";
import type { RegistryDb } from "../registry/tables.ts";
import { flowsOf, groupsOf, sumGroups, type FlowTotals, type GroupTotal } from "./figures-view.ts";
import { OPEN_MONTHS, OPEN_MONTHS_KEPT_MAX } from "./limits.ts";
import type { MonthReader } from "./month-reader.ts";
import { listReportBanks } from "./report-banks.ts";
import { addMonths, isMonthOver, wibMonthOf } from "./wib-month.ts";

type OpenMonth = OpenWaste["months"][number];

async function countDistrict(
  { db, months }: { db: RegistryDb; months: MonthReader },
  month: string,
): Promise<OpenMonth> {
  const flows: FlowTotals[] = [];
  const groups: GroupTotal[][] = [];
  for (const { id } of await listReportBanks(db)) {
    const { own } = await months.read(id, month);
    flows.push(flowsOf(own));
    groups.push(groupsOf(own));
  }
  const total = (field: keyof FlowTotals): number =>
    flows.reduce((sum, one) => sum + one[field], 0);
  return {
    month,
    banks: flows.filter(({ deposits }) => deposits > 0).length,
    deposits: total("deposits"),
    depositors: total("depositors"),
    depositedMassG: total("depositedMassG"),
    depositedRupiah: total("depositedRupiah"),
    groups: sumGroups(groups),
  };
}

/** What was recorded in the last moment of a month may still be on its way to the disk. */
const SETTLED_AFTER_MS = 3_600_000;

/**
 * The district's months that are over, oldest first. Each is counted once and kept; those who ask
 * at the same time wait for the same count.
 */
export function createOpenWaste(deps: {
  db: RegistryDb;
  months: MonthReader;
  clock: Clock;
}): () => Promise<OpenWaste> {
  const kept = new Map<string, Promise<OpenMonth>>();

  async function read(month: string): Promise<OpenMonth> {
    if (!isMonthOver(month, deps.clock.nowMs() - SETTLED_AFTER_MS)) {
      return countDistrict(deps, month);
    }
    const counted = kept.get(month) ?? countDistrict(deps, month);
    kept.delete(month);
    kept.set(month, counted);
    const oldest = kept.keys().next();
    if (kept.size > OPEN_MONTHS_KEPT_MAX && !oldest.done) kept.delete(oldest.value);
    try {
      return await counted;
    } catch (error) {
      // The next one who asks tries again.
      if (kept.get(month) === counted) kept.delete(month);
      throw error;
    }
  }

  return async () => {
    const running = wibMonthOf(deps.clock.nowMs());
    const months: OpenMonth[] = [];
    for (let ago = OPEN_MONTHS; ago >= 1; ago--) months.push(await read(addMonths(running, -ago)));
    return { months };
  };
}
