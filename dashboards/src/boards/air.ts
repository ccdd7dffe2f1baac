import { DERIVED, hourlyMeasurement } from "@resik/contract/measurement";
import { ISPU_FIELDS, ISPU_PARAMETER_NAMES, ISPU_PARAMETERS } from "@resik/contract/ispu/parameter";
import type { Board, Section } from "../board.ts";
import { hourlyMeanOf, lastOf, maxOf, meanOf, minOf, type Column } from "../influxql/column.ts";
import { chosen, equals, IN_RANGE } from "../influxql/condition.ts";
import { PANEL_INTERVAL, select, type Statement } from "../influxql/select.ts";
import { CATEGORY_WORDS, ISPU, PARAMETER_WORDS, PROVISIONAL_WORDS } from "../look/ispu-scale.ts";
import { COMPLETENESS, whenAbsent } from "../look/scale.ts";
import { UNIT, type Unit } from "../look/unit.ts";
import { lineChart } from "../panel/line-chart.ts";
import type { PanelBuilder } from "../panel/panel-frame.ts";
import { stateBand } from "../panel/state-band.ts";
import { joinedTable } from "../panel/table-list.ts";
import { AREA, NAME, type TableColumn } from "../panel/table-column.ts";
import { deviceVariable, SITE_VARIABLE, siteVariable } from "../variable.ts";
import { placeRows } from "./place-rows.ts";
import { STATION_NOW } from "./station-rows.ts";

const STATION_VARIABLE = "station";
const THESE = chosen("device", STATION_VARIABLE);
const CHOSEN = [chosen("site", SITE_VARIABLE), THESE] as const;
/** Stations measure every minute or two. */
const MEASURED_EVERY = "2m";

const STATION: TableColumn = {
  from: "device",
  heading: "Stasiun",
  width: 150,
  leadsTo: { board: "udara", variable: STATION_VARIABLE },
};

const ofHours = (from: string, column: Column): Statement =>
  select({
    from,
    columns: [column],
    where: [IN_RANGE, ...CHOSEN],
    every: PANEL_INTERVAL,
    groupBy: ["device"],
    fill: "null",
  });

const now: Section = {
  heading: "Sekarang",
  panels: [
    joinedTable({
      title: "ISPU setiap stasiun",
      description: [
        "ISPU 24 jam dengan parameter kritis, dan PM2.5 sejam terakhir di kolom tersendiri.",
        "The 24-hour index (P.14/2020) with its critical parameter and how much of the day was " +
          "measured. PM2.5 of the last hour is another figure and stands apart. Low-cost sensors " +
          "are indicative.",
      ],
      asks: [
        { statement: STATION_NOW },
        { statement: placeRows(["air"], ["name", "areaName"], [THESE]) },
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
          cell: "fill",
          width: 110,
        },
        { from: "category", heading: "Kategori", words: CATEGORY_WORDS, cell: "fill", width: 160 },
        { from: "critical", heading: "Parameter kritis", words: PARAMETER_WORDS, width: 140 },
        {
          from: "completenessRatio",
          heading: "Kelengkapan",
          unit: UNIT.ratio,
          decimals: 0,
          steps: COMPLETENESS,
        },
        { from: "provisional", heading: "Status", words: PROVISIONAL_WORDS },
        {
          from: "pm25HourUgM3",
          heading: "PM2.5 sejam terakhir",
          unit: UNIT.massConcentration,
          decimals: 1,
        },
        NAME,
        AREA,
      ],
      sort: { heading: "ISPU 24 jam", descending: true },
      width: 24,
      height: 10,
      nothing: "Belum ada stasiun udara yang melapor",
    }),
  ],
};

const index: Section = {
  heading: "ISPU 24 jam",
  panels: [
    stateBand({
      title: "Kategori ISPU per stasiun",
      description: [
        "Kategori ISPU setiap jam dengan warna resmi; lubang berarti tidak ada data.",
        "The category of each hour in the official colours and words; a hole is missing data.",
      ],
      asks: [{ statement: ofHours(DERIVED.ispu.name, lastOf("category")), alias: "$tag_device" }],
      interval: "1h",
      words: CATEGORY_WORDS,
      width: 24,
      height: 10,
      unit: UNIT.bare,
    }),
    lineChart({
      title: "ISPU 24 jam",
      description: [
        "Indeks 24 jam yang berakhir pada jam itu; pada rentang panjang yang tertinggi.",
        "The index of the 24 hours that end with that hour; over long ranges the highest of each " +
          "window. Dashed: where 51, 101, 201 and 301 begin.",
      ],
      asks: [{ statement: ofHours(DERIVED.ispu.name, maxOf("index")), alias: "$tag_device" }],
      interval: "1h",
      width: 24,
      height: 11,
      unit: UNIT.bare,
      decimals: 0,
      min: 0,
      steps: ISPU,
    }),
    lineChart({
      title: "Kelengkapan 24 jam",
      description: [
        "Bagian dari 24 jam yang terukur untuk parameter kritis; di bawah 75% ISPU bersifat sementara.",
        "Share of the 24 hours in which the critical parameter was measured; below 75 % the index " +
          "is provisional, below 16 hours there is none.",
      ],
      asks: [
        {
          statement: ofHours(DERIVED.ispu.name, minOf("completenessRatio")),
          alias: "$tag_device",
        },
      ],
      interval: "1h",
      width: 12,
      height: 10,
      unit: UNIT.ratio,
      decimals: 0,
      min: 0,
      max: 1,
      steps: COMPLETENESS,
    }),
    lineChart({
      title: "PM2.5 sejam terakhir (bukan ISPU)",
      description: [
        "Rata-rata PM2.5 satu jam; saat ada asap bisa dua kali lipat dari rata-rata 24 jam.",
        "One-hour mean of PM2.5. It is no index: in smoke it is about twice the 24-hour mean.",
      ],
      asks: [
        { statement: ofHours(DERIVED.ispu.name, maxOf("pm25HourUgM3")), alias: "$tag_device" },
      ],
      interval: "1h",
      width: 12,
      height: 10,
      unit: UNIT.massConcentration,
      decimals: 1,
      min: 0,
    }),
  ],
};

const hourlyChart = (title: string, field: string, unit: Unit): PanelBuilder =>
  lineChart({
    title,
    description: [
      `Rata-rata ${title} setiap jam; celah berarti tidak ada data.`,
      `Mean of ${title} of each hour from all valid samples; a gap is missing data.`,
    ],
    asks: [
      { statement: ofHours(hourlyMeasurement("air"), hourlyMeanOf(field)), alias: "$tag_device" },
    ],
    interval: "1h",
    width: 8,
    height: 9,
    unit,
    decimals: unit === UNIT.ratio ? 0 : 1,
    ...(unit === UNIT.massConcentration ? { min: 0 } : {}),
  });

const parameters: Section = {
  heading: "Setiap parameter",
  panels: [
    ...ISPU_PARAMETERS.map((parameter) =>
      hourlyChart(ISPU_PARAMETER_NAMES[parameter], ISPU_FIELDS[parameter], UNIT.massConcentration),
    ),
    hourlyChart("Suhu", "temperatureC", UNIT.celsius),
    hourlyChart("Kelembapan", "humidityRatio", UNIT.ratio),
    hourlyChart("Tekanan udara", "pressureHpa", UNIT.pressure),
  ],
};

const raw: Section = {
  heading: "Angka mentah",
  panels: [
    lineChart({
      title: "PM2.5, angka mentah",
      description: [
        "Angka sensor sendiri selama 6 jam terakhir, tanpa pemanasan dan gangguan.",
        "The sensor's own figures of the last 6 hours, without those of a warming or faulty sensor.",
      ],
      asks: [
        {
          statement: select({
            from: "air",
            columns: [meanOf("pm25UgM3")],
            where: [IN_RANGE, ...CHOSEN, equals("quality", "ok")],
            every: PANEL_INTERVAL,
            groupBy: ["device"],
            fill: "null",
          }),
          alias: "$tag_device",
        },
      ],
      interval: MEASURED_EVERY,
      range: "6h",
      width: 24,
      height: 10,
      unit: UNIT.massConcentration,
      decimals: 1,
      min: 0,
    }),
  ],
};

/** What people breathe, and how sure that is. */
export const AIR: Board = {
  id: "udara",
  description: [
    "ISPU 24 jam menurut P.14/2020, parameter kritis, dan setiap parameter. Nilai seperti yang " +
      "terukur; koreksi kelembapan hanya ada di halaman udara.",
    "The 24-hour index of P.14/2020, its critical parameter, and every parameter. Values are as " +
      "measured; corrections for humidity are on the pages about the air alone.",
  ],
  from: "now-3d",
  refresh: "5m",
  variables: [siteVariable(["air"]), deviceVariable(STATION_VARIABLE, "Stasiun", ["air"])],
  sections: [now, index, parameters, raw],
};
