import type {
  ActiveMembers,
  DistrictReport,
  MonthlyReport,
  MonthTotals,
} from "@resik/contract/http/bank/reports";
import type { GroupTotal } from "./figures-view.ts";
import { GROUP_WORDS, isCompleteWords, monthWords, STATE_WORDS } from "./report-words.ts";
import type { Cell, Column, ColumnUnit, Sheet } from "./sheet.ts";

const WORDS_WIDTH = 28;
const NUMBER_WIDTH = 16;

const words = (title: string): Column => ({ title, unit: null, width: WORDS_WIDTH });
const number = (title: string, unit: ColumnUnit = null): Column => ({
  title,
  unit,
  width: NUMBER_WIDTH,
});
const mass = (massG: number | null): Cell => (massG === null ? null : { massG });

/** Each figure of the totals once: its words, its unit and its cell. */
const TOTAL_COLUMNS: readonly { column: Column; cell: (totals: MonthTotals) => Cell }[] = [
  { column: number("Hari penimbangan"), cell: (of) => ({ count: of.weighingDays }) },
  { column: number("Jumlah setoran"), cell: (of) => ({ count: of.deposits }) },
  { column: number("Nasabah yang menyetor"), cell: (of) => ({ count: of.depositors }) },
  { column: number("Sampah masuk", "mass"), cell: (of) => ({ massG: of.depositedMassG }) },
  { column: number("Baris tanpa berat"), cell: (of) => ({ count: of.linesWithoutMass }) },
  { column: number("Nilai setoran", "rupiah"), cell: (of) => ({ rupiah: of.depositedRupiah }) },
  { column: number("Hak nasabah", "rupiah"), cell: (of) => ({ rupiah: of.memberRupiah }) },
  {
    column: number("Bagian bank sampah", "rupiah"),
    cell: (of) => ({ rupiah: of.bankShareRupiah }),
  },
  { column: number("Sedekah", "rupiah"), cell: (of) => ({ rupiah: of.donatedRupiah }) },
  {
    column: number("Penarikan dibayar", "rupiah"),
    cell: (of) => ({ rupiah: of.withdrawnRupiah }),
  },
  { column: number("Sampah terjual", "mass"), cell: (of) => ({ massG: of.soldMassG }) },
  { column: number("Hasil penjualan", "rupiah"), cell: (of) => ({ rupiah: of.soldRupiah }) },
  {
    column: number("Simpanan nasabah akhir bulan", "rupiah"),
    cell: (of) => ({ rupiah: of.savingsRupiah }),
  },
  { column: number("Kas akhir bulan", "rupiah"), cell: (of) => ({ rupiah: of.cashRupiah }) },
];

const GROUP_COLUMNS: readonly Column[] = [
  words("Kelompok"),
  number("Masuk", "mass"),
  number("Nilai masuk", "rupiah"),
  number("Terjual", "mass"),
  number("Nilai terjual", "rupiah"),
];

const groupRows = (groups: readonly GroupTotal[]): Cell[][] =>
  groups.map((group) => [
    GROUP_WORDS[group.reportGroup],
    { massG: group.depositedMassG },
    { rupiah: group.depositedRupiah },
    { massG: group.soldMassG },
    { rupiah: group.soldRupiah },
  ]);

const LINE_COLUMNS: readonly Column[] = [
  words("Barang"),
  words("Mutu"),
  words("Kelompok"),
  number("Satuan"),
  number("Jumlah masuk"),
  number("Masuk", "mass"),
  number("Nilai masuk", "rupiah"),
  number("Jumlah terjual"),
  number("Terjual", "mass"),
  number("Nilai terjual", "rupiah"),
];

const lineRows = (lines: MonthlyReport["lines"]): Cell[][] =>
  lines.map((line) => [
    line.name,
    line.grade,
    GROUP_WORDS[line.reportGroup],
    { unitOf: line.unit },
    { quantity: line.depositedQuantity, unit: line.unit },
    mass(line.depositedMassG),
    { rupiah: line.depositedRupiah },
    { quantity: line.soldQuantity, unit: line.unit },
    mass(line.soldMassG),
    { rupiah: line.soldRupiah },
  ]);

/** Summary, groups and items of a bank's month. */
export function monthlySheets(report: MonthlyReport): Sheet[] {
  const { bank, month, totals, head } = report;
  const title = `Laporan bulanan ${bank.name}, ${monthWords(month)}`;
  const summary: Sheet = {
    name: "Ringkasan",
    heading: [
      title,
      `Wilayah: ${bank.areaName}`,
      `Nomor SK: ${bank.decreeNumber ?? "-"}`,
      `Status: ${STATE_WORDS[report.state]}`,
      isCompleteWords(report.isComplete),
      // Pins the book that the figures were made from.
      `Buku: ${head ? `transaksi ${head.seq}, ${head.sha256}` : "kosong"}`,
    ],
    columns: [number("Nasabah terdaftar"), ...TOTAL_COLUMNS.map(({ column }) => column)],
    rows: [[{ count: report.members }, ...TOTAL_COLUMNS.map(({ cell }) => cell(totals))]],
  };
  const groups: Sheet = {
    name: "Kelompok",
    heading: [`${title}: menurut kelompok`],
    columns: GROUP_COLUMNS,
    rows: groupRows(report.groups),
  };
  const lines: Sheet = {
    name: "Barang",
    heading: [`${title}: menurut barang`],
    columns: LINE_COLUMNS,
    rows: lineRows(report.lines),
  };
  return [summary, groups, lines];
}

/** The district's month: a row for each bank, and the groups. */
export function districtSheets(report: DistrictReport, districtName: string): Sheet[] {
  const title = `Laporan bank sampah ${districtName}, ${monthWords(report.month)}`;
  const totals = (of: MonthTotals): Cell[] => TOTAL_COLUMNS.map(({ cell }) => cell(of));
  const banks: Sheet = {
    name: "Bank sampah",
    heading: [title, "Jumlah kabupaten menghitung penjualan antarbank sampah satu kali."],
    columns: [
      words("Bank sampah"),
      words("Wilayah"),
      words("Status laporan"),
      number("Nasabah terdaftar"),
      ...TOTAL_COLUMNS.map(({ column }) => column),
    ],
    rows: [
      ...report.banks.map((bank): Cell[] => [
        bank.name,
        bank.areaName,
        STATE_WORDS[bank.state],
        { count: bank.members },
        ...totals(bank.totals),
      ]),
      ["Jumlah kabupaten", null, null, { count: report.members }, ...totals(report.totals)],
    ],
  };
  const groups: Sheet = {
    name: "Kelompok",
    heading: [`${title}: menurut kelompok`],
    columns: GROUP_COLUMNS,
    rows: groupRows(report.groups),
  };
  return [banks, groups];
}

/** Who brought something, for the bank's own desk. */
export const activeMemberSheets = (report: ActiveMembers, bankName: string): Sheet[] => [
  {
    name: "Nasabah aktif",
    heading: [`Nasabah aktif ${bankName}, ${monthWords(report.month)}`],
    columns: [
      words("Nomor nasabah"),
      words("Nama"),
      number("Jumlah setoran"),
      number("Sampah masuk", "mass"),
      number("Hak nasabah", "rupiah"),
    ],
    rows: report.rows.map((row): Cell[] => [
      row.number,
      row.name,
      { count: row.deposits },
      { massG: row.massG },
      { rupiah: row.netRupiah },
    ]),
  },
];
