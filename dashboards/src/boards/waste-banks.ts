import type { ReportGroup } from "@resik/contract/bank/rule";
import type { Board, Section } from "../board.ts";
import { countOf, lastOf, scaled, sumOf, type Column } from "../influxql/column.ts";
import { chosen, equals, IN_RANGE, within } from "../influxql/condition.ts";
import { PANEL_INTERVAL, select, type Statement } from "../influxql/select.ts";
import { UNIT, type Unit } from "../look/unit.ts";
import { lineChart } from "../panel/line-chart.ts";
import { monthBars } from "../panel/month-bars.ts";
import type { PanelBuilder } from "../panel/panel-frame.ts";
import { statTile } from "../panel/stat-tile.ts";
import { joinedTable } from "../panel/table-list.ts";
import { AREA, type TableColumn } from "../panel/table-column.ts";
import { ANNOUNCED_WITHIN, bankVariable, itemGroupVariable } from "../variable.ts";

const THESE_BANKS = chosen("device", "bank");
const CHOSEN = [THESE_BANKS, chosen("itemGroup", "group")] as const;

const GROUP_NAMES: Readonly<Record<ReportGroup, string>> = {
  plastic: "Plastik",
  paper: "Kertas",
  metal: "Logam",
  glass: "Kaca",
  other: "Lain-lain",
};

const KILOGRAMS: Column = scaled(sumOf("massG", "kg"), "/ 1000");
const RUPIAH: Column = sumOf("amountIdr", "Rp");
const LINES: Column = countOf("amountIdr", "lines");

const BANK: TableColumn = {
  from: "device",
  heading: "Bank sampah",
  width: 180,
  leadsTo: { board: "bank-sampah", variable: "bank" },
};
const MASS: TableColumn = { from: "kg", heading: "Massa (kg)", unit: UNIT.count, decimals: 1 };
const VALUE: TableColumn = { from: "Rp", heading: "Nilai (Rp)", unit: UNIT.rupiah, decimals: 0 };
const COUNT: TableColumn = { from: "lines", heading: "Baris", unit: UNIT.count, decimals: 0 };

const total = (columns: readonly Column[], groupBy: readonly string[] = []): Statement =>
  select({ from: "deposit", columns, where: [IN_RANGE, ...CHOSEN], groupBy });

/** Sums of hours: they fit into the days and months of every Indonesian time zone. */
const hours = (column: Column, splitBy: string): Statement =>
  select({
    from: "deposit",
    columns: [column],
    where: [IN_RANGE, ...CHOSEN],
    every: "1h",
    groupBy: [splitBy],
    fill: "none",
  });

const RECENT = within("2d");
const memberSum = (field: string): Statement =>
  select({
    from: select({
      from: "bank",
      columns: [lastOf(field)],
      where: [RECENT, THESE_BANKS],
      groupBy: ["device"],
    }),
    columns: [sumOf(field, "n")],
  });

const figure = (
  title: string,
  description: readonly [string, string],
  statement: Statement,
  unit: Unit,
): PanelBuilder =>
  statTile({
    title,
    description,
    asks: [{ statement, alias: title }],
    width: 5,
    height: 4,
    unit,
    nothing: "Belum ada",
  });

const numbers: Section = {
  heading: "Dalam rentang waktu ini",
  panels: [
    figure(
      "Massa",
      ["Massa setoran; pembatalan mengurangi.", "Mass deposited; reversals count below zero."],
      total([KILOGRAMS]),
      UNIT.kilogram,
    ),
    figure(
      "Nilai (Rp)",
      ["Nilai setoran; pembatalan mengurangi.", "Value deposited; reversals count below zero."],
      total([RUPIAH]),
      UNIT.rupiah,
    ),
    figure(
      "Baris setoran",
      [
        "Jumlah baris buku, termasuk pembatalan.",
        "Lines of the book, reversals included: one deposit has a line for each item.",
      ],
      total([LINES]),
      UNIT.count,
    ),
    statTile({
      title: "Nasabah",
      description: [
        "Nasabah sekarang, dan yang menyetor dalam 30 hari terakhir.",
        "Members now, and those with a deposit within the last 30 days.",
      ],
      asks: [
        { statement: memberSum("members"), alias: "Terdaftar" },
        { statement: memberSum("activeMembers"), alias: "Aktif" },
      ],
      width: 9,
      height: 4,
      unit: UNIT.count,
    }),
  ],
};

const months: Section = {
  heading: "Per bulan",
  panels: [
    monthBars({
      title: "Massa per bulan dan golongan (kg)",
      description: [
        "Massa setoran per bulan kalender menurut golongan barang.",
        "Mass of each calendar month by item group. The first and last month count as far as they " +
          "lie in the range.",
      ],
      asks: [{ statement: hours(KILOGRAMS, "itemGroup") }],
      value: "kg",
      splitBy: "itemGroup",
      words: GROUP_NAMES,
      width: 12,
      height: 11,
      unit: UNIT.count,
    }),
    monthBars({
      title: "Nilai per bulan dan golongan (Rp)",
      description: [
        "Nilai setoran per bulan kalender menurut golongan barang.",
        "Value of each calendar month by item group, in rupiah.",
      ],
      asks: [{ statement: hours(RUPIAH, "itemGroup") }],
      value: "Rp",
      splitBy: "itemGroup",
      words: GROUP_NAMES,
      width: 12,
      height: 11,
      unit: UNIT.rupiah,
    }),
    monthBars({
      title: "Massa per bulan dan bank sampah (kg)",
      description: [
        "Massa setoran per bulan kalender menurut bank sampah.",
        "Mass of each calendar month by waste bank.",
      ],
      asks: [{ statement: hours(KILOGRAMS, "device") }],
      value: "kg",
      splitBy: "device",
      width: 24,
      height: 11,
      unit: UNIT.count,
    }),
  ],
};

const lists: Section = {
  heading: "Menurut bank dan barang",
  panels: [
    joinedTable({
      title: "Setiap bank sampah",
      description: [
        "Massa dan nilai dalam rentang waktu, dan nasabah sekarang.",
        "Mass and value in the range, and members now. A bank without a deposit has no mass.",
      ],
      asks: [
        { statement: total([KILOGRAMS, RUPIAH, LINES], ["device"]) },
        {
          statement: select({
            from: "place",
            columns: [lastOf("name"), lastOf("areaName")],
            where: [ANNOUNCED_WITHIN, equals("kind", "waste-bank"), THESE_BANKS],
            groupBy: ["device"],
          }),
        },
        {
          statement: select({
            from: "bank",
            columns: [lastOf("members"), lastOf("activeMembers")],
            where: [RECENT, THESE_BANKS],
            groupBy: ["device"],
          }),
        },
      ],
      key: BANK,
      columns: [
        { from: "name", heading: "Nama", width: 220 },
        AREA,
        MASS,
        VALUE,
        COUNT,
        { from: "members", heading: "Nasabah", unit: UNIT.count, decimals: 0 },
        { from: "activeMembers", heading: "Aktif", unit: UNIT.count, decimals: 0 },
      ],
      sort: { heading: "Massa (kg)", descending: true },
      width: 14,
      height: 12,
    }),
    joinedTable({
      title: "Setiap barang",
      description: [
        "Massa dan nilai setiap barang dalam rentang waktu.",
        "Mass and value of each item in the range. A reversal has its amounts below zero. What is " +
          "counted in pieces or litres has no mass where nobody knows what one weighs.",
      ],
      asks: [{ statement: total([KILOGRAMS, RUPIAH, LINES], ["item"]) }],
      key: { from: "item", heading: "Barang", width: 180 },
      columns: [MASS, VALUE, COUNT],
      sort: { heading: "Massa (kg)", descending: true },
      width: 10,
      height: 12,
    }),
  ],
};

const members: Section = {
  heading: "Nasabah",
  panels: [
    lineChart({
      title: "Nasabah aktif per bank sampah",
      description: [
        "Nasabah yang menyetor dalam 30 hari sebelumnya; diumumkan setiap jam.",
        "Members with a deposit in the 30 days before, announced every hour since this installation " +
          "stores it.",
      ],
      asks: [
        {
          statement: select({
            from: "bank",
            columns: [lastOf("activeMembers")],
            where: [IN_RANGE, THESE_BANKS],
            every: PANEL_INTERVAL,
            groupBy: ["device"],
            fill: "null",
          }),
          alias: "$tag_device",
        },
      ],
      interval: "1h",
      width: 24,
      height: 10,
      unit: UNIT.count,
      decimals: 0,
      min: 0,
    }),
  ],
};

/** What the waste banks bring in: figures alone, and no word about whom. */
export const WASTE_BANKS: Board = {
  id: "bank-sampah",
  description: [
    "Massa dan nilai setoran per bank, golongan dan bulan, dan nasabah aktif.",
    "Mass and value of deposits by bank, item group and month, and active members. Figures of the " +
      "readings; the books themselves are in the ledger.",
  ],
  // Twelve whole months, the current one included.
  from: "now-11M/M",
  refresh: "15m",
  variables: [bankVariable(), itemGroupVariable()],
  sections: [numbers, months, lists, members],
};
