import { hourlyMeasurement } from "@resik/contract/measurement";
import type { Board, Section } from "../board.ts";
import { countOf, lastOf, minOf, type Column } from "../influxql/column.ts";
import { chosen, IN_RANGE, within } from "../influxql/condition.ts";
import { PANEL_INTERVAL, select, type Statement } from "../influxql/select.ts";
import { PRESENCE_WORDS } from "../look/alert-words.ts";
import { CELL_OR_SUPPLY, SIGNAL } from "../look/scale.ts";
import { UNIT } from "../look/unit.ts";
import { lineChart } from "../panel/line-chart.ts";
import { statTile } from "../panel/stat-tile.ts";
import { stateBand } from "../panel/state-band.ts";
import { joinedTable } from "../panel/table-list.ts";
import { HEARD, NAME, SITE, type TableColumn } from "../panel/table-column.ts";
import { DEVICE_KINDS, deviceVariable, SITE_VARIABLE, siteVariable } from "../variable.ts";
import { heardRows, placeRows } from "./place-rows.ts";

const DEVICE_VARIABLE = "device";
const THESE = chosen("device", DEVICE_VARIABLE);
const CHOSEN = [chosen("site", SITE_VARIABLE), THESE] as const;

const DEVICE: TableColumn = {
  from: "device",
  heading: "Alat",
  width: 150,
  leadsTo: { board: "alat", variable: DEVICE_VARIABLE },
};

const newest = (columns: readonly Column[]): Statement =>
  select({ from: "status", columns, where: [IN_RANGE, ...CHOSEN], groupBy: ["device"] });

const course = (from: string, column: Column, fill: "null" | "0" = "null"): Statement =>
  select({
    from,
    columns: [column],
    where: [IN_RANGE, ...CHOSEN],
    every: PANEL_INTERVAL,
    groupBy: ["device"],
    fill,
  });

const numbers: Section = {
  heading: "Sekarang",
  panels: [
    statTile({
      title: "Alat terdaftar",
      description: ["Alat yang dipakai.", "Devices in use, retired ones left out."],
      asks: [
        {
          statement: select({
            from: placeRows(DEVICE_KINDS, ["name"], [THESE]),
            columns: [countOf("name", "n")],
          }),
          alias: "Terdaftar",
        },
      ],
      width: 6,
      height: 4,
      unit: UNIT.count,
    }),
    statTile({
      title: "Terdengar dalam 2 jam",
      description: [
        "Alat dengan pesan status dalam 2 jam terakhir.",
        "Devices with a status within 2 hours; they send one an hour.",
      ],
      asks: [
        {
          statement: select({
            from: select({
              from: "status",
              columns: [lastOf("seq")],
              where: [within("2h"), ...CHOSEN],
              groupBy: ["device"],
            }),
            columns: [countOf("seq", "n")],
          }),
          alias: "Terdengar",
        },
      ],
      width: 6,
      height: 4,
      unit: UNIT.count,
      nothing: "0",
    }),
    statTile({
      title: "Sinyal terlemah",
      description: [
        "Sinyal terlemah di antara alat; di bawah −110 dBm pesan sering gagal.",
        "Weakest signal of all devices; below −110 dBm many messages need a second try.",
      ],
      asks: [
        {
          statement: select({
            from: newest([lastOf("rssiDbm")]),
            columns: [minOf("rssiDbm", "weakest")],
          }),
          alias: "Terlemah",
        },
      ],
      width: 6,
      height: 4,
      unit: UNIT.signal,
      steps: SIGNAL,
    }),
    statTile({
      title: "Pesan status",
      description: ["Pesan status dalam rentang waktu.", "Status messages in the range."],
      asks: [
        {
          statement: select({
            from: "status",
            columns: [countOf("seq", "n")],
            where: [IN_RANGE, ...CHOSEN],
          }),
          alias: "Pesan",
        },
      ],
      width: 6,
      height: 4,
      unit: UNIT.count,
      nothing: "0",
    }),
  ],
};

const lists: Section = {
  heading: "Setiap alat",
  panels: [
    joinedTable({
      title: "Alat, yang paling lama diam di atas",
      description: [
        "Keadaan, pesan terakhir pada saluran mana pun, baterai, sinyal, dan firmware.",
        "State, last message on whatever channel, supply, signal and firmware; the longest silent " +
          "first. A device that was never heard in the range has no last message.",
      ],
      asks: [
        { statement: placeRows(DEVICE_KINDS, ["name", "siteName"], [THESE]) },
        { statement: heardRows("heardAtMs", [IN_RANGE, THESE]) },
        {
          statement: newest([
            lastOf("state"),
            lastOf("firmware"),
            lastOf("batteryV"),
            lastOf("rssiDbm"),
            lastOf("uptimeS"),
          ]),
        },
      ],
      key: DEVICE,
      columns: [
        { ...HEARD, reduce: "max" },
        { from: "state", heading: "Keadaan", words: PRESENCE_WORDS, cell: "fill", width: 120 },
        {
          from: "batteryV",
          heading: "Baterai / catu",
          unit: UNIT.volt,
          decimals: 2,
          steps: CELL_OR_SUPPLY,
        },
        { from: "rssiDbm", heading: "Sinyal", unit: UNIT.signal, decimals: 0, steps: SIGNAL },
        { from: "firmware", heading: "Firmware" },
        { from: "uptimeS", heading: "Hidup sejak", unit: UNIT.seconds, decimals: 0 },
        NAME,
        SITE,
      ],
      sort: { heading: "Pesan terakhir", descending: false },
      width: 18,
      height: 14,
    }),
    joinedTable({
      title: "Versi firmware",
      description: ["Jumlah alat dengan setiap versi.", "How many devices run each version."],
      asks: [{ statement: newest([lastOf("firmware")]) }],
      key: { from: "firmware", heading: "Versi" },
      columns: [
        { from: "device", heading: "Alat", reduce: "count", unit: UNIT.count, decimals: 0 },
      ],
      sort: { heading: "Alat", descending: true },
      width: 6,
      height: 14,
    }),
  ],
};

const charts: Section = {
  heading: "Dari waktu ke waktu",
  panels: [
    stateBand({
      title: "Keadaan setiap alat",
      description: [
        "Tersambung atau terputus menurut pesan status setiap jam; lubang berarti diam.",
        "Connected or not by the hourly status; a hole is silence.",
      ],
      asks: [{ statement: course("status", lastOf("state")), alias: "$tag_device" }],
      interval: "1h",
      words: PRESENCE_WORDS,
      width: 24,
      height: 12,
      unit: UNIT.bare,
    }),
    lineChart({
      title: "Baterai dan catu daya",
      description: ["Tegangan terendah setiap jam.", "Lowest voltage of each hour."],
      asks: [
        {
          statement: course(hourlyMeasurement("status"), minOf("batteryV_min", "batteryV")),
          alias: "$tag_device",
        },
      ],
      interval: "1h",
      width: 12,
      height: 11,
      unit: UNIT.volt,
      decimals: 2,
    }),
    lineChart({
      title: "Sinyal",
      description: ["Sinyal terlemah setiap jam.", "Weakest signal of each hour."],
      asks: [
        {
          statement: course(hourlyMeasurement("status"), minOf("rssiDbm_min", "rssiDbm")),
          alias: "$tag_device",
        },
      ],
      interval: "1h",
      width: 12,
      height: 11,
      unit: UNIT.signal,
      decimals: 0,
      steps: SIGNAL,
    }),
    lineChart({
      title: "Pesan status per jendela waktu",
      description: [
        "Satu alat mengirim satu pesan setiap jam; nol berarti diam.",
        "A device sends one an hour and one at each connect: many mean a link that breaks, none " +
          "means silence.",
      ],
      asks: [{ statement: course("status", countOf("seq", "n"), "0"), alias: "$tag_device" }],
      interval: "1h",
      width: 24,
      height: 10,
      unit: UNIT.count,
      decimals: 0,
      min: 0,
    }),
  ],
};

/** Which device needs a visit. */
export const DEVICE_HEALTH: Board = {
  id: "alat",
  description: [
    "Baterai, sinyal, diam, dan firmware setiap alat.",
    "Supply, signal, silence and firmware of every device.",
  ],
  from: "now-7d",
  refresh: "1m",
  variables: [siteVariable(DEVICE_KINDS), deviceVariable(DEVICE_VARIABLE, "Alat", DEVICE_KINDS)],
  sections: [numbers, lists, charts],
};
