import { expect, test } from "vitest";
import { z } from "zod";
import { dashboards } from "../generated.ts";
import { alertRulesFile } from "./alert-rules.ts";

const dataSchema = z.object({
  refId: z.string(),
  datasourceUid: z.string(),
  relativeTimeRange: z.object({ from: z.number(), to: z.literal(0) }),
  model: z.object({
    refId: z.string(),
    type: z.string().optional(),
    expression: z.string().optional(),
    query: z.string().optional(),
  }),
});
const fileSchema = z.object({
  apiVersion: z.literal(1),
  groups: z.array(
    z.object({
      name: z.string(),
      folder: z.string(),
      interval: z.string(),
      rules: z.array(
        z.object({
          uid: z.string(),
          title: z.string(),
          condition: z.string(),
          data: z.array(dataSchema),
          for: z.string(),
          noDataState: z.string(),
          execErrState: z.string(),
          annotations: z.object({ summary: z.string() }),
          dashboardUid: z.string(),
          panelId: z.number(),
        }),
      ),
    }),
  ),
});

const MADE = dashboards();
const [GROUP] = fileSchema.parse(JSON.parse(JSON.stringify(alertRulesFile(MADE)))).groups;
const RULES = GROUP?.rules ?? [];

test("rules have fixed uids of their own and stand in one group of the dashboards' folder", () => {
  expect([GROUP?.name, GROUP?.folder, GROUP?.interval]).toEqual(["pipeline-health", "Resik", "1m"]);
  expect(RULES.map(({ uid }) => uid)).toEqual([
    "resik-no-data",
    "resik-no-devices",
    "resik-no-status",
    "resik-lag",
  ]);
});

test("silence fires: no series at all, and a database that does not answer", () => {
  for (const { noDataState, execErrState } of RULES) {
    expect([noDataState, execErrState]).toEqual(["Alerting", "Alerting"]);
  }
});

test("each asks our data source for one series, makes it a number and holds that to its limit", () => {
  for (const { condition, data } of RULES) {
    const [asked, reduced, judged] = data;
    expect(data).toHaveLength(3);
    expect(asked?.datasourceUid).toBe("resik-readings");
    // One column and no tag: two series with equal labels would not be reduced.
    expect(asked?.model.query).toMatch(/^SELECT [^,]* FROM .* GROUP BY time\(1m\) fill\(none\)$/);
    expect([reduced?.model.type, reduced?.model.expression]).toEqual(["reduce", asked?.refId]);
    expect([judged?.model.type, judged?.model.expression]).toEqual(["threshold", reduced?.refId]);
    expect(condition).toBe(judged?.refId);
    for (const { refId, model } of data) expect(model.refId).toBe(refId);
  }
});

test("each leads to a panel that is there", () => {
  for (const { dashboardUid, panelId } of RULES) {
    const panels = MADE.find(({ uid }) => uid === dashboardUid)?.panels ?? [];
    expect(panels.find(({ id }) => id === panelId)?.type).toBe("timeseries");
  }
});

test("a rule whose panel is gone is no rule", () => {
  expect(() => alertRulesFile([])).toThrow("has no panel");
});
