import { z } from "zod";
import { generatedFiles } from "./generated.ts";

/** One query of what Grafana is provisioned with. */
export interface DashboardQuery {
  /** Where it stands: dashboard, panel or variable, and its letter. */
  at: string;
  of: "panel" | "variable" | "rule";
  text: string;
  resultFormat: "time_series" | "table";
  /** Start of its range before now: of its panel, its dashboard or its rule. */
  from: string;
  /** The shortest `$__interval`; null where Grafana's data source decides. */
  interval: string | null;
  /** Of a panel; null: as wide as it is drawn. */
  maxDataPoints: number | null;
  /** The user variables in it, by name. */
  variables: readonly string[];
}

const targetSchema = z.object({
  refId: z.string(),
  query: z.string(),
  resultFormat: z.enum(["time_series", "table"]),
});
const panelSchema = z.object({
  title: z.string(),
  targets: z.array(targetSchema).default([]),
  timeFrom: z.string().optional(),
  interval: z.string().optional(),
  maxDataPoints: z.number().optional(),
});
const dashboardSchema = z.object({
  uid: z.string(),
  time: z.object({ from: z.string() }),
  panels: z.array(panelSchema),
  templating: z.object({
    list: z.array(z.object({ name: z.string(), query: z.object({ query: z.string() }) })),
  }),
});
const rulesSchema = z.object({
  groups: z.array(
    z.object({
      rules: z.array(
        z.object({
          uid: z.string(),
          data: z.array(
            z.object({
              refId: z.string(),
              relativeTimeRange: z.object({ from: z.number() }),
              model: z.object({ query: z.string().optional() }),
            }),
          ),
        }),
      ),
    }),
  ),
});

/** `${name}`, `${name:format}` and `$name`, without the macros of the data source. */
const VARIABLE = /\$\{(\w+)(?::\w+)?\}|\$(?!timeFilter|interval|__)(\w+)/g;

export const variablesIn = (text: string): string[] => [
  ...new Set([...text.matchAll(VARIABLE)].flatMap((match) => match[1] ?? match[2] ?? [])),
];

/** Every query of every panel, variable and rule, read from the files as Grafana reads them. */
export function allQueries(): DashboardQuery[] {
  const files = generatedFiles();
  const boards = files.filter(({ path }) => path.startsWith("boards/"));
  const rules = files.find(({ path }) => path.endsWith("alerting/resik.json"));
  return [
    ...boards.flatMap(({ text }) => boardQueries(dashboardSchema.parse(JSON.parse(text)))),
    ...ruleQueries(rulesSchema.parse(JSON.parse(rules?.text ?? ""))),
  ];
}

function boardQueries(board: z.infer<typeof dashboardSchema>): DashboardQuery[] {
  const ofVariables = board.templating.list.map(({ name, query: { query } }): DashboardQuery => ({
    at: `${board.uid} $${name}`,
    of: "variable",
    text: query,
    resultFormat: "time_series",
    from: board.time.from,
    interval: null,
    maxDataPoints: null,
    variables: variablesIn(query),
  }));
  const ofPanels = board.panels.flatMap((panel) =>
    panel.targets.map(({ refId, query, resultFormat }): DashboardQuery => ({
      at: `${board.uid} ${panel.title} ${refId}`,
      of: "panel",
      text: query,
      resultFormat,
      from: startOf(panel.timeFrom) ?? board.time.from,
      interval: panel.interval ?? null,
      maxDataPoints: panel.maxDataPoints ?? null,
      variables: variablesIn(query),
    })),
  );
  return [...ofVariables, ...ofPanels];
}

/** A panel's own range is `now/d` as it is, or a stretch before now such as `30d`. */
const startOf = (range: string | undefined): string | undefined =>
  range === undefined || range.startsWith("now") ? range : `now-${range}`;

const ruleQueries = ({ groups }: z.infer<typeof rulesSchema>): DashboardQuery[] =>
  groups.flatMap(({ rules }) =>
    rules.flatMap(({ uid, data }) =>
      data.flatMap(({ refId, relativeTimeRange, model }): DashboardQuery[] =>
        model.query === undefined
          ? []
          : [
              {
                at: `${uid} ${refId}`,
                of: "rule",
                text: model.query,
                resultFormat: "time_series",
                from: `now-${relativeTimeRange.from}s`,
                interval: null,
                maxDataPoints: null,
                variables: variablesIn(model.query),
              },
            ],
      ),
    ),
  );
