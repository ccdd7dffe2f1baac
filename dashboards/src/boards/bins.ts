import { hourlyMeasurement } from "@resik/contract/measurement";
import type { Board, Section } from "../board.ts";
import {
  countOf,
  hourlyMeanOf,
  lastOf,
  maxOf,
  meanOf,
  minOf,
  type Column,
} from "../influxql/column.ts";
import { chosen, equals, IN_RANGE } from "../influxql/condition.ts";
import { PANEL_INTERVAL, select, type Statement } from "../influxql/select.ts";
import { CELL, CELL_LOW_V, FILL, TROUBLE, whenAbsent, wordsOf } from "../look/scale.ts";
import { UNIT } from "../look/unit.ts";
import { lineChart } from "../panel/line-chart.ts";
import { statTile } from "../panel/stat-tile.ts";
import { joinedTable } from "../panel/table-list.ts";
import { AREA, NAME, SITE, type TableColumn } from "../panel/table-column.ts";
import { deviceVariable, SITE_VARIABLE, siteVariable } from "../variable.ts";
import { binNow, NEARLY_FULL_COUNT } from "./bin-rows.ts";
import { placeRows } from "./place-rows.ts";

const BIN_VARIABLE = "bin";
const CHOSEN = [chosen("site", SITE_VARIABLE), chosen("device", BIN_VARIABLE)] as const;
const THESE = chosen("device", BIN_VARIABLE);

const BIN: TableColumn = {
  from: "device",
  heading: "Bak",
  width: 150,
  leadsTo: { board: "bak", variable: BIN_VARIABLE },
};
const LEVEL: TableColumn = {
  from: "fillRatio",
  heading: "Isi",
  unit: UNIT.ratio,
  decimals: 0,
  steps: FILL,
  words: whenAbsent("Tidak ada data"),
  cell: "bar",
  width: 160,
};
const EMPTIED: TableColumn = {
  from: "emptiedAtMs",
  heading: "Dikosongkan",
  unit: UNIT.ago,
  words: wordsOf({ "0": { text: "Belum terlihat" } }),
};
const FULL: TableColumn = {
  from: "fullAtMs",
  heading: "Perkiraan penuh",
  unit: UNIT.ago,
  words: wordsOf({ "0": { text: "Tidak naik" } }),
};
const RATE: TableColumn = {
  from: "ratePerH",
  heading: "Naik per jam",
  unit: UNIT.ratio,
  decimals: 1,
};
const BATTERY: TableColumn = {
  from: "batteryV_last",
  heading: "Baterai",
  unit: UNIT.volt,
  decimals: 2,
  steps: CELL,
};

const hours = (column: Column): Statement =>
  select({
    from: hourlyMeasurement("bin"),
    columns: [column],
    where: [IN_RANGE, ...CHOSEN],
    every: PANEL_INTERVAL,
    groupBy: ["device"],
    fill: "null",
  });

const voltageNow = select({
  from: hourlyMeasurement("bin"),
  columns: [lastOf("batteryV_last")],
  where: [IN_RANGE, ...CHOSEN],
  groupBy: ["device"],
});

const numbers: Section = {
  heading: "Sekarang",
  panels: [
    statTile({
      title: "Bak yang melapor",
      description: ["Bak dengan angka isi dalam rentang waktu.", "Bins with a level in the range."],
      asks: [
        {
          statement: select({
            from: binNow(["fillRatio"], [THESE]),
            columns: [countOf("fillRatio", "n")],
          }),
          alias: "Melapor",
        },
      ],
      width: 8,
      height: 4,
      unit: UNIT.count,
      nothing: "0",
    }),
    statTile({
      title: "Hampir penuh",
      description: [
        "Isi 80% ke atas, di semua tempat terpilih.",
        "At least 80 % full, at all chosen sites.",
      ],
      asks: [{ statement: NEARLY_FULL_COUNT, alias: "Hampir penuh" }],
      width: 8,
      height: 4,
      unit: UNIT.count,
      steps: TROUBLE,
      nothing: "0",
    }),
    statTile({
      title: "Baterai terlemah",
      description: [
        `Tegangan terendah di antara bak; di bawah ${CELL_LOW_V} V tinggal beberapa hari.`,
        `Lowest voltage of all bins; below ${CELL_LOW_V} V a cell lasts days, not weeks.`,
      ],
      asks: [
        {
          statement: select({ from: voltageNow, columns: [minOf("batteryV_last", "v")] }),
          alias: "Terendah",
        },
      ],
      width: 8,
      height: 4,
      unit: UNIT.volt,
      decimals: 2,
      steps: CELL,
    }),
  ],
};

const lists: Section = {
  heading: "Urutan pengosongan",
  panels: [
    joinedTable({
      title: "Penuh lebih dulu",
      description: [
        "Menurut perkiraan dari laju sejak dikosongkan; yang paling cepat penuh di atas.",
        "By the forecast from the rise since the last emptying, the first to be full on top. Bins " +
          "that do not rise are not listed.",
      ],
      asks: [
        { statement: binNow(["fullAtMs", "fillRatio"], [THESE]) },
        { statement: placeRows(["bin"], ["name", "siteName"], [THESE]) },
      ],
      key: BIN,
      columns: [FULL, LEVEL, NAME, SITE],
      only: { heading: "Perkiraan penuh", test: { is: "greater", value: 0 } },
      sort: { heading: "Perkiraan penuh", descending: false },
      width: 24,
      height: 10,
      nothing: "Tidak ada bak yang sedang naik",
    }),
    joinedTable({
      title: "Semua bak, yang paling penuh di atas",
      description: [
        "Isi, waktu sejak dikosongkan, laju, dan baterai.",
        "Level, time since emptied, rise, and battery of every bin, the fullest first.",
      ],
      asks: [
        {
          statement: binNow(["fillRatio", "emptiedAtMs", "fullAtMs", "ratePerH"], [THESE]),
        },
        { statement: placeRows(["bin"], ["name", "siteName", "areaName"], [THESE]) },
        { statement: voltageNow },
      ],
      key: BIN,
      columns: [LEVEL, EMPTIED, FULL, RATE, BATTERY, NAME, SITE, AREA],
      sort: { heading: "Isi", descending: true },
      width: 24,
      height: 12,
    }),
  ],
};

const charts: Section = {
  heading: "Dari waktu ke waktu",
  panels: [
    lineChart({
      title: "Isi per jam",
      description: [
        "Rata-rata setiap jam; turun tajam berarti dikosongkan, celah berarti tidak ada data.",
        "Mean of each hour; a steep fall is an emptying, a gap is missing data.",
      ],
      asks: [{ statement: hours(hourlyMeanOf("fillRatio")), alias: "$tag_device" }],
      interval: "1h",
      width: 24,
      height: 11,
      unit: UNIT.ratio,
      decimals: 0,
      min: 0,
      max: 1,
      steps: FILL,
    }),
    lineChart({
      title: "Isi, angka mentah",
      description: [
        "Angka sensor sendiri, tanpa rata-rata jam; pilih beberapa bak saja.",
        "The sensor's own figures for a closer look; choose a few bins. Kept for the days of the " +
          "raw retention.",
      ],
      asks: [
        {
          statement: select({
            from: "bin",
            columns: [meanOf("fillRatio")],
            where: [IN_RANGE, ...CHOSEN, equals("quality", "ok")],
            every: PANEL_INTERVAL,
            groupBy: ["device"],
            fill: "null",
          }),
          alias: "$tag_device",
        },
      ],
      // Bins report every 20 minutes, some less often.
      interval: "30m",
      range: "2d",
      width: 24,
      height: 10,
      unit: UNIT.ratio,
      decimals: 0,
      min: 0,
      max: 1,
    }),
    lineChart({
      title: "Baterai",
      description: ["Tegangan terendah setiap jam.", "Lowest voltage of each hour."],
      asks: [{ statement: hours(minOf("batteryV_min", "batteryV")), alias: "$tag_device" }],
      interval: "1h",
      width: 12,
      height: 10,
      unit: UNIT.volt,
      decimals: 2,
      steps: CELL,
    }),
    lineChart({
      title: "Suhu di dalam bak",
      description: [
        "Suhu tertinggi setiap jam; panas yang mendadak bisa berarti api.",
        "Highest temperature of each hour; a sudden rise may be a fire.",
      ],
      asks: [{ statement: hours(maxOf("temperatureC_max", "temperatureC")), alias: "$tag_device" }],
      interval: "1h",
      width: 12,
      height: 10,
      unit: UNIT.celsius,
      decimals: 1,
    }),
  ],
};

/** Which bin next, and whether it can still be heard. */
export const BINS: Board = {
  id: "bak",
  description: [
    "Isi, waktu sejak dikosongkan, dan perkiraan penuh setiap bak sampah.",
    "Level, time since emptied and forecast of every bin.",
  ],
  from: "now-7d",
  refresh: "5m",
  variables: [siteVariable(["bin"]), deviceVariable(BIN_VARIABLE, "Bak", ["bin"])],
  sections: [numbers, lists, charts],
};
