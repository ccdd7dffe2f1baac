import { sum } from "@resik/contract/bank/integer";
import type { SipsnReport } from "@resik/contract/http/bank/reports";
import type { RegistryDb } from "../registry/tables.ts";
import { flowsOf, groupsOf, type GroupTotal } from "./figures-view.ts";
import { sumFigures, type Figures, type SplitFigures } from "./figures.ts";
import type { MonthReader } from "./month-reader.ts";
import { listReportBanks, membersAtEndOf, type ReportBank } from "./report-banks.ts";
import { verifiedMonthsOf } from "./report-states.ts";
import { SIPSN_FIELDS, type SipsnFigure } from "./sipsn-fields.ts";
import { isMonthOver, monthsOfHalf } from "./wib-month.ts";

type CellValue = string | number | null;
type Values = Record<SipsnFigure, CellValue>;

/** A code of the interior ministry: two parts name a district, three a kecamatan, four a village. */
const KECAMATAN_PARTS = 3;
const VILLAGE_PARTS = 4;
const areaPart = ({ areaCode, areaName }: ReportBank, parts: number): string | null =>
  areaCode.split(".").length === parts ? areaName : null;

function groupValues(groups: readonly GroupTotal[]) {
  const of = (name: GroupTotal["reportGroup"]) => {
    const group = groups.find(({ reportGroup }) => reportGroup === name);
    return { massG: group?.depositedMassG ?? 0, rupiah: group?.depositedRupiah ?? 0 };
  };
  const [plastic, paper, metal] = [of("plastic"), of("paper"), of("metal")];
  const [glass, other] = [of("glass"), of("other")];
  return {
    plasticMassG: plastic.massG,
    plasticRupiah: plastic.rupiah,
    paperMassG: paper.massG,
    paperRupiah: paper.rupiah,
    metalMassG: metal.massG,
    metalRupiah: metal.rupiah,
    glassMassG: glass.massG,
    glassRupiah: glass.rupiah,
    otherMassG: other.massG,
    otherRupiah: other.rupiah,
  };
}

interface HalfYear extends SplitFigures {
  members: number;
  verifiedMonths: number;
}

/** Everything that is known of a bank's half-year; `counted` are the figures that go in. */
function valuesOf(bank: ReportBank, half: HalfYear, counted: Figures): Values {
  const flows = flowsOf(counted);
  return {
    district: areaPart(bank, KECAMATAN_PARTS),
    village: areaPart(bank, VILLAGE_PARTS),
    formed: "Ya",
    name: bank.name,
    decreeNumber: bank.decreeNumber,
    director: bank.director,
    phone: bank.phone,
    lat: bank.lat,
    lon: bank.lon,
    members: half.members,
    depositors: flows.depositors,
    soldRupiah: flows.soldRupiah,
    soldToIndukMassG: flowsOf(half.between).soldMassG,
    soldToCollectorMassG: flowsOf(half.own).soldMassG,
    passbook: "Ya",
    recording: "Aplikasi",
    scales: bank.scales,
    depositedMassG: flows.depositedMassG,
    soldMassG: flows.soldMassG,
    linesWithoutMass: flows.linesWithoutMass,
    verifiedMonths: half.verifiedMonths,
    weighingDays: flows.weighingDays,
    buyers: counted.buyers.size,
    ...groupValues(groupsOf(counted)),
  };
}

const cellsOf = (values: Values): Record<string, CellValue> =>
  Object.fromEntries(
    SIPSN_FIELDS.map(({ key, figure }) => [key, figure === null ? null : values[figure]]),
  );

const numbersOf = (rows: readonly Values[], figure: SipsnFigure): number =>
  sum(rows.map((row) => row[figure]).filter((value) => typeof value === "number"));

function totalCells(rows: readonly Values[], ownRows: readonly Values[]) {
  return Object.fromEntries(
    SIPSN_FIELDS.map(({ key, figure, total }): [string, CellValue] => {
      if (figure === null || total === "none") return [key, null];
      return [key, numbersOf(total === "once" ? ownRows : rows, figure)];
    }),
  );
}

/** The half-year of every bank of the district, for the national system of waste figures. */
export async function makeSipsnReport(
  deps: { db: RegistryDb; months: MonthReader; nowMs: number },
  year: number,
  half: number,
): Promise<SipsnReport> {
  const { db, months, nowMs } = deps;
  const halfMonths = monthsOfHalf(year, half);
  const lastMonth = halfMonths.at(-1) ?? `${year}-12`;
  const members = await membersAtEndOf(db, lastMonth);
  const verified = await verifiedMonthsOf(db, halfMonths);
  const rows: SipsnReport["rows"] = [];
  const values: Values[] = [];
  const ownValues: Values[] = [];
  for (const bank of await listReportBanks(db)) {
    const parts: SplitFigures[] = [];
    for (const month of halfMonths) parts.push(await months.read(bank.id, month));
    const own = sumFigures(parts.map((part) => part.own));
    const between = sumFigures(parts.map((part) => part.between));
    const halfYear = {
      own,
      between,
      members: members.get(bank.id) ?? 0,
      verifiedMonths: verified.get(bank.id) ?? 0,
    };
    const whole = valuesOf(bank, halfYear, sumFigures([own, between]));
    values.push(whole);
    ownValues.push(valuesOf(bank, halfYear, own));
    rows.push({ bank: bank.id, cells: cellsOf(whole) });
  }
  return {
    year,
    half,
    isComplete: isMonthOver(lastMonth, nowMs),
    columns: SIPSN_FIELDS.map(({ key, title, kind, figure, remark }) => ({
      key,
      title,
      kind,
      isKnown: figure !== null,
      remark,
    })),
    rows,
    totals: totalCells(values, ownValues),
  };
}
