import { lastOf, sumOf, valueOf } from "../influxql/column.ts";
import { equals, type Condition } from "../influxql/condition.ts";
import { select, type Statement } from "../influxql/select.ts";
import { RULE_WORDS, SEVERITY_WORDS, STATE_WORDS } from "../look/alert-words.ts";
import { UNIT } from "../look/unit.ts";
import type { PanelBuilder } from "../panel/panel-frame.ts";
import { tableList } from "../panel/table-list.ts";
import type { TableColumn } from "../panel/table-column.ts";

/** Every alert is one of these; how grave it is may change while it is open. */
const ONE_ALERT = ["site", "device", "rule"] as const;

/** The newest transition of every alert ever, whatever range is looked at: one may be open long. */
const newest = (where: readonly Condition[]): Statement =>
  select({
    from: "alert",
    columns: [lastOf("open"), valueOf("state"), valueOf("severity"), valueOf("value")],
    where,
    groupBy: ONE_ALERT,
  });

export const openAlertCount = (where: readonly Condition[]): Statement =>
  select({ from: newest(where), columns: [sumOf("open", "n")] });

export const ALERT_COLUMNS: readonly TableColumn[] = [
  { from: "severity", heading: "Tingkat", words: SEVERITY_WORDS, cell: "fill", width: 110 },
  { from: "rule", heading: "Aturan", words: RULE_WORDS },
  {
    from: "device",
    heading: "Alat",
    leadsTo: { board: "alat", variable: "device" },
  },
  { from: "site", heading: "Tempat" },
  { from: "state", heading: "Keadaan", words: STATE_WORDS, cell: "fill", width: 130 },
  { from: "value", heading: "Nilai", unit: UNIT.bare, decimals: 2, width: 90 },
];

export function openAlertTable(options: {
  where: readonly Condition[];
  width: number;
  height: number;
}): PanelBuilder {
  const { where, width, height } = options;
  return tableList({
    title: "Daftar peringatan terbuka",
    description: [
      "Semua yang belum selesai, yang terbaru di atas, juga yang mulai sebelum rentang waktu.",
      "Everything not resolved, the last change first, whatever range is chosen. The value has the " +
        "unit of its rule. Alerts are acknowledged in Resik's own pages.",
    ],
    asks: [
      {
        statement: select({
          from: newest(where),
          columns: ["open", "state", "severity", "value"].map((name) => valueOf(name)),
          where: [equals("open", 1)],
          groupBy: ONE_ALERT,
        }),
      },
    ],
    columns: [
      { from: "Time", heading: "Perubahan terakhir", unit: UNIT.ago, width: 160 },
      ...ALERT_COLUMNS,
    ],
    hidden: ["open"],
    sort: { heading: "Perubahan terakhir", descending: true },
    width,
    height,
    nothing: "Tidak ada peringatan terbuka",
  });
}
