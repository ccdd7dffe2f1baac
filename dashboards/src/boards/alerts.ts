import type { Board, Section } from "../board.ts";
import {
  countOf,
  differenceOf,
  elapsedSecondsOf,
  maxOf,
  meanOf,
  valueOf,
  type Column,
} from "../influxql/column.ts";
import { chosen, compares, differsFrom, equals, IN_RANGE } from "../influxql/condition.ts";
import { select, type Statement } from "../influxql/select.ts";
import { RULE_NAMES, RULE_WORDS, SEVERITY_NAMES } from "../look/alert-words.ts";
import { TROUBLE } from "../look/scale.ts";
import { UNIT } from "../look/unit.ts";
import { monthBars } from "../panel/month-bars.ts";
import type { PanelBuilder } from "../panel/panel-frame.ts";
import { statTile } from "../panel/stat-tile.ts";
import { joinedTable, tableList } from "../panel/table-list.ts";
import type { TableColumn } from "../panel/table-column.ts";
import { alertVariable, DEVICE_KINDS, SITE_VARIABLE, siteVariable } from "../variable.ts";
import { ALERT_COLUMNS, openAlertCount, openAlertTable } from "./alert-rows.ts";

const CHOSEN = [
  chosen("site", SITE_VARIABLE),
  chosen("rule", "rule"),
  chosen("severity", "severity"),
] as const;
const HISTORY_ROWS = 1_000;

const opened = (splitBy: string): Statement =>
  select({
    from: "alert",
    columns: [countOf("open", "n")],
    where: [IN_RANGE, ...CHOSEN, equals("state", "open")],
    every: "1h",
    groupBy: [splitBy],
    fill: "none",
  });

/**
 * How long each alert was open: the seconds from the point before to the point that closed it.
 * Acknowledging is left out, so that the point before is the one that opened it.
 */
const closed = (columns: readonly Column[], groupBy: readonly string[] = []): Statement =>
  select({
    from: select({
      from: "alert",
      columns: [elapsedSecondsOf("open", "seconds"), differenceOf("open", "step")],
      where: [IN_RANGE, ...CHOSEN, differsFrom("state", "acknowledged")],
      groupBy: ["site", "device", "rule"],
    }),
    columns,
    where: [compares("step", "<", 0)],
    groupBy,
  });

const seconds = (heading: string, from: string): TableColumn => ({
  from,
  heading,
  unit: UNIT.seconds,
  decimals: 1,
});

const numbers: Section = {
  heading: "Sekarang",
  panels: [
    statTile({
      title: "Terbuka sekarang",
      description: ["Peringatan yang belum selesai.", "Alerts that are not resolved yet."],
      asks: [{ statement: openAlertCount(CHOSEN), alias: "Terbuka" }],
      width: 6,
      height: 4,
      unit: UNIT.count,
      steps: TROUBLE,
      nothing: "0",
    }),
    statTile({
      title: "Muncul dalam rentang waktu",
      description: [
        "Peringatan yang mulai dalam rentang waktu.",
        "Alerts that began in the range.",
      ],
      asks: [
        {
          statement: select({
            from: "alert",
            columns: [countOf("open", "n")],
            where: [IN_RANGE, ...CHOSEN, equals("state", "open")],
          }),
          alias: "Muncul",
        },
      ],
      width: 6,
      height: 4,
      unit: UNIT.count,
      nothing: "0",
    }),
    statTile({
      title: "Selesai dalam rentang waktu",
      description: [
        "Peringatan yang mulai dan selesai dalam rentang waktu.",
        "Alerts that began and ended in the range.",
      ],
      asks: [{ statement: closed([countOf("seconds", "n")]), alias: "Selesai" }],
      width: 6,
      height: 4,
      unit: UNIT.count,
      nothing: "0",
    }),
    statTile({
      title: "Rata-rata waktu selesai",
      description: [
        "Dari mulai sampai selesai, untuk yang mulai dan selesai dalam rentang waktu.",
        "Mean time from beginning to end of those that began and ended in the range.",
      ],
      asks: [{ statement: closed([meanOf("seconds")]), alias: "Rata-rata" }],
      width: 6,
      height: 4,
      unit: UNIT.seconds,
      decimals: 1,
      nothing: "Belum ada",
    }),
  ],
};

const open: Section = {
  heading: "Terbuka",
  panels: [openAlertTable({ where: CHOSEN, width: 24, height: 10 })],
};

const perDay = (
  title: string,
  splitBy: string,
  names: Readonly<Record<string, { text: string }>>,
): PanelBuilder =>
  monthBars({
    title,
    description: [
      "Peringatan yang mulai setiap hari.",
      `Alerts that began on each day, by ${splitBy}.`,
    ],
    asks: [{ statement: opened(splitBy) }],
    value: "n",
    splitBy,
    words: Object.fromEntries(Object.entries(names).map(([id, { text }]) => [id, text])),
    calendar: "YYYY-MM-DD",
    width: 12,
    height: 10,
    unit: UNIT.count,
    nothing: "Tidak ada peringatan",
  });

const history: Section = {
  heading: "Riwayat",
  panels: [
    perDay("Muncul per hari dan tingkat", "severity", SEVERITY_NAMES),
    perDay("Muncul per hari dan aturan", "rule", RULE_NAMES),
    joinedTable({
      title: "Waktu selesai menurut aturan",
      description: [
        "Untuk yang mulai dan selesai dalam rentang waktu.",
        "How long alerts of each rule were open; those that began and ended in the range.",
      ],
      asks: [
        {
          statement: closed(
            [countOf("seconds", "n"), meanOf("seconds", "mean"), maxOf("seconds", "longest")],
            ["rule"],
          ),
        },
      ],
      key: { from: "rule", heading: "Aturan", words: RULE_WORDS },
      columns: [
        { from: "n", heading: "Selesai", unit: UNIT.count, decimals: 0 },
        seconds("Rata-rata", "mean"),
        seconds("Terlama", "longest"),
      ],
      sort: { heading: "Selesai", descending: true },
      width: 8,
      height: 13,
      nothing: "Tidak ada peringatan yang selesai",
    }),
    tableList({
      title: "Semua perubahan",
      description: [
        `Perubahan keadaan, yang terbaru di atas; paling banyak ${HISTORY_ROWS} baris.`,
        `Every change of state, the newest first; ${HISTORY_ROWS} rows at most.`,
      ],
      asks: [
        {
          statement: select({
            from: "alert",
            columns: ["severity", "rule", "device", "site", "state", "value"].map((name) =>
              valueOf(name),
            ),
            where: [IN_RANGE, ...CHOSEN],
            newestFirst: true,
            limit: HISTORY_ROWS,
          }),
        },
      ],
      columns: [
        { from: "Time", heading: "Waktu", unit: UNIT.instant, width: 180 },
        ...ALERT_COLUMNS,
      ],
      sort: { heading: "Waktu", descending: true },
      width: 16,
      height: 13,
      nothing: "Tidak ada peringatan",
    }),
  ],
};

/** What called for attention, and for how long. */
export const ALERTS: Board = {
  id: "peringatan",
  description: [
    "Peringatan terbuka, riwayat, dan waktu sampai selesai.",
    "Open alerts, history, and time to resolve. Resik raises and resolves them; here they are shown.",
  ],
  from: "now-30d",
  refresh: "1m",
  variables: [
    siteVariable(DEVICE_KINDS),
    alertVariable("rule", "Aturan"),
    alertVariable("severity", "Tingkat"),
  ],
  sections: [numbers, open, history],
};
