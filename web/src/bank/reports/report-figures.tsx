import type { MonthlyReport } from "@resik/contract/http/bank/reports";
import { DataTable, type Column } from "../../controls/data-table.tsx";
import { formatNumber, formatRupiah } from "../../format/number.ts";
import { formatQuantity } from "../../format/quantity.ts";
import { Notice } from "../../shell/notice.tsx";
import { useLanguage } from "../../text/language-context.tsx";
import { Facts, Section, type Fact } from "../desk-frame/page-parts.tsx";
import { useListText } from "../list-text.ts";
import { useReportsText } from "./reports-text.ts";

type Text = ReturnType<typeof useReportsText>;
type Group = MonthlyReport["groups"][number];
type Line = MonthlyReport["lines"][number];

/** The month in figures: totals, report groups and items. */
export function ReportFigures({ report }: { report: MonthlyReport }) {
  const text = useReportsText();
  const { language } = useLanguage();
  const isEmpty = report.totals.deposits === 0 && report.lines.length === 0;
  if (isEmpty) return <Notice icon="report" title={text.emptyTitle} text={text.emptyText} />;
  return (
    <>
      <Section title={text.totals}>
        <Facts facts={factsOf(text, report, language)} />
      </Section>
      <Section title={text.groups} isFlush>
        <GroupTable groups={report.groups} />
      </Section>
      <Section title={text.lines} isFlush>
        <LineTable lines={report.lines} />
      </Section>
    </>
  );
}

function factsOf(text: Text, { totals, members }: MonthlyReport, language: "id" | "en"): Fact[] {
  const mass = (massG: number): string => formatQuantity(massG, "kg", language);
  return [
    { label: text.weighingDays, value: formatNumber(totals.weighingDays) },
    { label: text.deposits, value: formatNumber(totals.deposits) },
    {
      label: text.depositors,
      value: formatNumber(totals.depositors),
      note: text.ofMembers(members),
    },
    {
      label: text.mass,
      value: mass(totals.depositedMassG),
      note: totals.linesWithoutMass > 0 ? text.linesWithoutMass(totals.linesWithoutMass) : null,
    },
    { label: text.deposited, value: formatRupiah(totals.depositedRupiah) },
    { label: text.share, value: formatRupiah(totals.bankShareRupiah) },
    { label: text.donated, value: formatRupiah(totals.donatedRupiah) },
    { label: text.withdrawn, value: formatRupiah(totals.withdrawnRupiah) },
    { label: text.soldMass, value: mass(totals.soldMassG) },
    { label: text.sold, value: formatRupiah(totals.soldRupiah) },
    { label: text.savings, value: formatRupiah(totals.savingsRupiah) },
    { label: text.cash, value: formatRupiah(totals.cashRupiah) },
  ];
}

function GroupTable({ groups }: { groups: readonly Group[] }) {
  const text = useReportsText();
  const words = useListText();
  const { language } = useLanguage();
  const columns: Column<Group>[] = [
    { id: "group", label: text.group, isTitle: true, show: (row) => words.group[row.reportGroup] },
    {
      id: "mass",
      label: text.mass,
      isNumeric: true,
      show: (row) => formatQuantity(row.depositedMassG, "kg", language),
    },
    {
      id: "worth",
      label: text.worth,
      isNumeric: true,
      show: (row) => formatRupiah(row.depositedRupiah),
    },
    {
      id: "sold-mass",
      label: text.soldMass,
      isNumeric: true,
      show: (row) => formatQuantity(row.soldMassG, "kg", language),
    },
    { id: "sold", label: text.sold, isNumeric: true, show: (row) => formatRupiah(row.soldRupiah) },
  ];
  return (
    <DataTable
      caption={text.groups}
      columns={columns}
      rows={groups}
      keyOf={(row) => row.reportGroup}
    />
  );
}

function LineTable({ lines }: { lines: readonly Line[] }) {
  const text = useReportsText();
  const words = useListText();
  const { language } = useLanguage();
  const columns: Column<Line>[] = [
    {
      id: "item",
      label: text.item,
      isTitle: true,
      show: (row) => `${row.name} · ${words.grade(row.grade)}`,
    },
    { id: "group", label: text.group, show: (row) => words.group[row.reportGroup] },
    {
      id: "quantity",
      label: text.quantity,
      isNumeric: true,
      show: (row) => formatQuantity(row.depositedQuantity, row.unit, language),
    },
    {
      id: "worth",
      label: text.worth,
      isNumeric: true,
      show: (row) => formatRupiah(row.depositedRupiah),
    },
    {
      id: "sold",
      label: text.soldQuantity,
      isNumeric: true,
      show: (row) => formatQuantity(row.soldQuantity, row.unit, language),
    },
  ];
  return (
    <DataTable
      caption={text.lines}
      columns={columns}
      rows={lines}
      keyOf={(row) => `${row.item}.${row.grade}`}
    />
  );
}
