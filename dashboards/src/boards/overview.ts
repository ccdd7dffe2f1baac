import { DERIVED, hourlyMeasurement } from "@resik/contract/measurement";
import type { Board, Section } from "../board.ts";
import { countOf, lastOf, scaled, sumOf } from "../influxql/column.ts";
import { chosen, IN_RANGE, within } from "../influxql/condition.ts";
import { select, type Statement } from "../influxql/select.ts";
import { CATEGORY_WORDS, ISPU } from "../look/ispu-scale.ts";
import { FILL, NEARLY_FULL_RATIO, TROUBLE, whenAbsent } from "../look/scale.ts";
import { UNIT } from "../look/unit.ts";
import { mapPanel } from "../panel/map-panel.ts";
import { monthBars } from "../panel/month-bars.ts";
import { statTile } from "../panel/stat-tile.ts";
import { joinedTable } from "../panel/table-list.ts";
import { AREA, HEARD, NAME, SITE, type TableColumn } from "../panel/table-column.ts";
import { SITE_VARIABLE, siteVariable } from "../variable.ts";
import { binNow, NEARLY_FULL_COUNT } from "./bin-rows.ts";
import { openAlertCount, openAlertTable } from "./alert-rows.ts";
import { heardRows, placeRows } from "./place-rows.ts";
import { STATION_NOW } from "./station-rows.ts";

const HERE = chosen("site", SITE_VARIABLE);
/** A status comes every hour: after two of them a device is silent. */
const RECENT = within("2h");

const BIN: TableColumn = {
  from: "device",
  heading: "Bak",
  width: 150,
  leadsTo: { board: "bak", variable: "bin" },
};
const STATION: TableColumn = {
  from: "device",
  heading: "Stasiun",
  width: 150,
  leadsTo: { board: "udara", variable: "station" },
};
const DEVICE: TableColumn = {
  from: "device",
  heading: "Alat",
  width: 150,
  leadsTo: { board: "alat", variable: "device" },
};
const LEVEL: TableColumn = {
  from: "fillRatio",
  heading: "Isi",
  unit: UNIT.ratio,
  decimals: 0,
  steps: FILL,
  words: whenAbsent("Tidak ada data"),
  cell: "bar",
};

const deposited = (field: string, as: string, by: string): Statement =>
  select({
    from: hourlyMeasurement("deposit"),
    columns: [scaled(sumOf(`${field}_sum`, as), by)],
    where: [IN_RANGE, HERE],
  });
const KILOGRAMS = deposited("massG", "kg", "/ 1000");
const RUPIAH = deposited("amountIdr", "Rp", "/ 1");

const numbers: Section = {
  heading: "Sekarang",
  panels: [
    statTile({
      title: "Peringatan terbuka",
      description: ["Peringatan yang belum selesai.", "Alerts that are not resolved yet."],
      asks: [{ statement: openAlertCount([HERE]), alias: "Terbuka" }],
      width: 4,
      height: 4,
      unit: UNIT.count,
      steps: TROUBLE,
      nothing: "0",
    }),
    statTile({
      title: "Bak hampir penuh",
      description: [
        `Bak dengan isi ${NEARLY_FULL_RATIO * 100}% ke atas.`,
        `Bins that are at least ${NEARLY_FULL_RATIO * 100} % full.`,
      ],
      asks: [{ statement: NEARLY_FULL_COUNT, alias: "Hampir penuh" }],
      width: 4,
      height: 4,
      unit: UNIT.count,
      steps: TROUBLE,
      nothing: "0",
    }),
    statTile({
      title: "Alat",
      description: [
        "Alat yang terdaftar dan yang terdengar dalam 2 jam terakhir.",
        "Devices that are registered, and those heard within the last 2 hours.",
      ],
      asks: [
        {
          statement: select({
            from: placeRows(["bin", "air", "scale"], ["name"]),
            columns: [countOf("name", "n")],
          }),
          alias: "Terdaftar",
        },
        {
          statement: select({
            from: select({
              from: "status",
              columns: [lastOf("seq")],
              where: [RECENT, HERE],
              groupBy: ["device"],
            }),
            columns: [countOf("seq", "n")],
          }),
          alias: "Terdengar",
        },
      ],
      width: 5,
      height: 4,
      unit: UNIT.count,
    }),
    statTile({
      title: "Setoran hari ini",
      description: [
        "Setoran bank sampah sejak tengah malam; pembatalan mengurangi.",
        "Deposits at waste banks since midnight; reversals count below zero.",
      ],
      asks: [{ statement: KILOGRAMS, alias: "kg" }],
      width: 4,
      height: 4,
      unit: UNIT.kilogram,
      decimals: 1,
      range: "now/d",
      nothing: "Belum ada",
    }),
    statTile({
      title: "Setoran bulan ini (kg)",
      description: ["Massa setoran bulan ini.", "Mass deposited this month."],
      asks: [{ statement: KILOGRAMS, alias: "kg" }],
      width: 3,
      height: 4,
      unit: UNIT.kilogram,
      range: "now/M",
      nothing: "Belum ada",
    }),
    statTile({
      title: "Setoran bulan ini (Rp)",
      description: ["Nilai setoran bulan ini.", "Value deposited this month, in rupiah."],
      asks: [{ statement: RUPIAH, alias: "Rp" }],
      width: 4,
      height: 4,
      unit: UNIT.rupiah,
      range: "now/M",
      nothing: "Belum ada",
    }),
  ],
};

const maps: Section = {
  heading: "Peta",
  panels: [
    mapPanel({
      title: "Peta bak sampah",
      description: [
        "Isi terakhir setiap bak dalam rentang waktu; angka di atas penanda.",
        "The last fill ratio of every bin in the range, as colour and figure. Tiles come from " +
          "OpenStreetMap; without a network the markers stand on a plain ground.",
      ],
      layer: "Isi bak",
      asks: [
        { statement: placeRows(["bin"], ["name", "siteName", "areaName", "latDeg", "lonDeg"]) },
        { statement: binNow(["fillRatio"]) },
      ],
      key: BIN,
      columns: [LEVEL, NAME, SITE, AREA],
      colour: { heading: "Isi", steps: FILL },
      latitude: "latDeg",
      longitude: "lonDeg",
      width: 12,
      height: 13,
    }),
    mapPanel({
      title: "Peta stasiun udara",
      description: [
        "ISPU 24 jam setiap stasiun; warna resmi, angka di atas penanda.",
        "The 24-hour index of every station that reported within 3 hours, in the official colours.",
      ],
      layer: "ISPU",
      asks: [
        { statement: placeRows(["air"], ["name", "siteName", "areaName", "latDeg", "lonDeg"]) },
        { statement: STATION_NOW },
      ],
      key: STATION,
      columns: [
        {
          from: "index",
          heading: "ISPU 24 jam",
          unit: UNIT.bare,
          decimals: 0,
          steps: ISPU,
          words: whenAbsent("Tidak ada data"),
        },
        { from: "category", heading: "Kategori", words: CATEGORY_WORDS },
        { from: "pm25HourUgM3", heading: "PM2.5 sejam", unit: UNIT.massConcentration, decimals: 1 },
        NAME,
        AREA,
      ],
      colour: { heading: "ISPU 24 jam", steps: ISPU },
      latitude: "latDeg",
      longitude: "lonDeg",
      width: 12,
      height: 13,
    }),
  ],
};

const attention: Section = {
  heading: "Perlu perhatian",
  panels: [
    openAlertTable({ where: [HERE], width: 24, height: 8 }),
    joinedTable({
      title: "Bak yang hampir penuh",
      description: ["Terisi paling banyak di atas.", "Bins from 80 % on, the fullest first."],
      asks: [
        { statement: binNow(["fillRatio"]) },
        { statement: placeRows(["bin"], ["name", "siteName", "areaName"]) },
      ],
      key: BIN,
      columns: [LEVEL, NAME, SITE, AREA],
      only: { heading: "Isi", test: { is: "greaterOrEqual", value: NEARLY_FULL_RATIO } },
      sort: { heading: "Isi", descending: true },
      width: 12,
      height: 10,
      nothing: "Tidak ada bak yang hampir penuh",
    }),
    joinedTable({
      title: "Alat yang diam",
      description: [
        "Bak dan stasiun yang tidak terdengar dalam 2 jam terakhir.",
        "Bins and stations that nobody heard within 2 hours; a scale speaks when somebody weighs.",
      ],
      asks: [
        { statement: placeRows(["bin", "air"], ["name", "siteName"]) },
        { statement: heardRows("recentAtMs", [RECENT], ["status", "bin", "air"]) },
        { statement: heardRows("heardAtMs", [IN_RANGE], ["status", "bin", "air"]) },
      ],
      key: DEVICE,
      columns: [
        { ...HEARD, reduce: "max" },
        NAME,
        SITE,
        { from: "recentAtMs", heading: "Baru terdengar", reduce: "max" },
      ],
      only: { heading: "Baru terdengar", test: { is: "isNull" }, thenGone: true },
      sort: { heading: "Pesan terakhir", descending: false },
      width: 12,
      height: 10,
      nothing: "Semua alat terdengar",
    }),
  ],
};

const course: Section = {
  heading: "Setoran",
  panels: [
    monthBars({
      title: "Setoran per hari, 30 hari terakhir (kg)",
      description: [
        "Massa setoran per hari dan bank sampah; pembatalan mengurangi.",
        "Mass deposited a day, by waste bank; reversals count below zero.",
      ],
      asks: [
        {
          statement: select({
            from: hourlyMeasurement("deposit"),
            columns: [scaled(sumOf("massG_sum", "kg"), "/ 1000")],
            where: [IN_RANGE, HERE],
            every: "1h",
            groupBy: ["device"],
            fill: "none",
          }),
        },
      ],
      value: "kg",
      splitBy: "device",
      calendar: "YYYY-MM-DD",
      range: "30d",
      width: 24,
      height: 9,
      unit: UNIT.kilogram,
    }),
  ],
};

/** What a head of the environment office looks at first. */
export const OVERVIEW: Board = {
  id: "ikhtisar",
  description: [
    "Keadaan kabupaten dalam satu halaman: peta, yang perlu perhatian, dan setoran.",
    "The district on one page: map, what needs attention, and deposits. It reads hourly figures, " +
      `so that ten thousand devices open as fast as ten (${DERIVED.binState.name}, ${DERIVED.ispu.name}).`,
  ],
  from: "now-24h",
  refresh: "1m",
  variables: [siteVariable(["bin", "air", "scale", "waste-bank"])],
  sections: [numbers, maps, attention, course],
};
