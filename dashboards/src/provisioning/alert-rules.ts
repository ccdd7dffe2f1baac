import type { Dashboard } from "@grafana/grafana-foundation-sdk/dashboard";
import { boardUid, type BoardId } from "../board-id.ts";
import { dataSource, DATA_SOURCE_UID } from "../data-source.ts";
import { countOf, maxOf, sumOf, type Column } from "../influxql/column.ts";
import { equals, IN_RANGE } from "../influxql/condition.ts";
import { select, type Statement } from "../influxql/select.ts";
import { FOLDER } from "./dashboard-provider.ts";

/** What only somebody outside can see: that our own programs say nothing any more. */
interface PipelineRule {
  uid: string;
  /** Indonesian. */
  title: string;
  /** An Indonesian sentence, then the English. */
  summary: string;
  statement: Statement;
  /** Seconds before now that are looked at. */
  windowS: number;
  reducer: "sum" | "max";
  fires: { when: "lt" | "gt"; value: number };
  for: string;
  severity: "critical" | "high";
  board: BoardId;
  /** Title of the panel that shows it. */
  panel: string;
}

const MINUTE_S = 60;
/** Longer than this and a screen shows yesterday's air as today's. */
const LAG_S_MAX = 600;

const pipelineMinutes = (column: Column, teller: "broker" | "ingest"): Statement =>
  select({
    from: "pipeline",
    columns: [column],
    where: [IN_RANGE, equals("device", teller)],
    every: "1m",
    fill: "none",
  });

const RULES: readonly PipelineRule[] = [
  {
    uid: "resik-no-data",
    title: "Tidak ada data masuk",
    summary:
      "Selama 5 menit tidak ada yang disimpan: periksa broker, ingest, dan basis data. " +
      "Nothing was stored for 5 minutes: look at broker, ingest and database.",
    statement: pipelineMinutes(sumOf("stored"), "ingest"),
    windowS: 5 * MINUTE_S,
    reducer: "sum",
    fires: { when: "lt", value: 1 },
    for: "2m",
    severity: "critical",
    board: "jalur",
    panel: "Pesan per detik",
  },
  {
    uid: "resik-no-devices",
    title: "Tidak ada alat yang tersambung",
    summary:
      "Selama 15 menit tidak ada alat yang tersambung: periksa jaringan dan MQTT. " +
      "No device was connected for 15 minutes: look at the network and MQTT.",
    statement: pipelineMinutes(maxOf("connectedDevices"), "broker"),
    windowS: 15 * MINUTE_S,
    reducer: "max",
    fires: { when: "lt", value: 1 },
    for: "5m",
    severity: "high",
    board: "jalur",
    panel: "Alat tersambung",
  },
  {
    uid: "resik-no-status",
    title: "Alat tidak mengirim",
    // Every device sends a status each hour; the counts of the programs hold their own reports too.
    summary:
      "Selama 75 menit tidak ada pesan status dari alat mana pun. " +
      "No status came from any device for 75 minutes; each sends one an hour.",
    statement: select({
      from: "status",
      columns: [countOf("seq")],
      where: [IN_RANGE],
      every: "1m",
      fill: "none",
    }),
    windowS: 75 * MINUTE_S,
    reducer: "sum",
    fires: { when: "lt", value: 1 },
    for: "5m",
    severity: "high",
    board: "alat",
    panel: "Pesan status per jendela waktu",
  },
  {
    uid: "resik-lag",
    title: "Penyimpanan tertinggal",
    summary:
      `Pembacaan menunggu lebih dari ${LAG_S_MAX / MINUTE_S} menit sebelum disimpan; tidak ada yang hilang. ` +
      `Readings wait more than ${LAG_S_MAX / MINUTE_S} minutes before they are stored; none is lost.`,
    statement: pipelineMinutes(maxOf("inboxAgeS"), "broker"),
    windowS: 10 * MINUTE_S,
    reducer: "max",
    fires: { when: "gt", value: LAG_S_MAX },
    for: "10m",
    severity: "high",
    board: "jalur",
    panel: "Kelambatan dan umur antrean",
  },
];

/**
 * Rules that Grafana evaluates because our own alert engine cannot: it would be silent with the
 * programs that it is part of. Who is told is left to Grafana's contact point of the installation.
 */
export const alertRulesFile = (dashboards: readonly Dashboard[]): object => ({
  apiVersion: 1,
  groups: [
    {
      orgId: 1,
      name: "pipeline-health",
      folder: FOLDER,
      interval: "1m",
      rules: RULES.map((rule) => ruleOf(rule, dashboards)),
    },
  ],
});

function ruleOf(rule: PipelineRule, dashboards: readonly Dashboard[]): object {
  const { uid, title, summary, severity, fires, reducer, board } = rule;
  return {
    uid,
    title,
    condition: "C",
    data: [
      asked(rule),
      expression("B", { type: "reduce", expression: "A", reducer, settings: { mode: "dropNN" } }),
      expression("C", {
        type: "threshold",
        expression: "B",
        conditions: [{ evaluator: { type: fires.when, params: [fires.value] } }],
      }),
    ],
    for: rule.for,
    // No series at all is the very thing to be told.
    noDataState: "Alerting",
    execErrState: "Alerting",
    labels: { severity, system: "resik" },
    annotations: { summary },
    dashboardUid: boardUid(board),
    panelId: panelIdOf(rule, dashboards),
  };
}

function asked({ statement, windowS }: PipelineRule): object {
  return {
    refId: "A",
    datasourceUid: DATA_SOURCE_UID,
    relativeTimeRange: { from: windowS, to: 0 },
    model: {
      refId: "A",
      datasource: dataSource(),
      rawQuery: true,
      query: statement.text,
      resultFormat: "time_series",
      intervalMs: 60_000,
      maxDataPoints: 43_200,
    },
  };
}

const EXPRESSION = { type: "__expr__", uid: "__expr__" } as const;

const expression = (refId: string, model: object): object => ({
  refId,
  datasourceUid: EXPRESSION.uid,
  relativeTimeRange: { from: 0, to: 0 },
  model: { refId, datasource: EXPRESSION, ...model },
});

function panelIdOf({ board, panel }: PipelineRule, dashboards: readonly Dashboard[]): number {
  const dashboard = dashboards.find(({ uid }) => uid === boardUid(board));
  const found = dashboard?.panels?.find((each) => "title" in each && each.title === panel);
  if (found?.id === undefined) throw new TypeError(`${boardUid(board)} has no panel ${panel}`);
  return found.id;
}
