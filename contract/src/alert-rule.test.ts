import { describe, expect, it } from "vitest";
import { DEFAULT_ALERT_RULES, judgeFigure, type FigureCondition } from "./alert-rule.ts";
import { FIGURE_IDS } from "./figure.ts";
import { alertRuleInputSchema, ruleIdSchema } from "./http/alert-rules.ts";
import { fieldsOf } from "./series.ts";

const said = (condition: Omit<FigureCondition, "kind">, values: readonly number[]) =>
  values.map((value) => judgeFigure({ kind: "figure", ...condition }, value));

describe("limits", () => {
  it("of what is bad above raise from theirs, hold between, and clear below the lower one", () => {
    const limits = { figure: "fillRatio", raise: 0.85, clear: 0.7 } as const;
    expect(said(limits, [1, 0.85, 0.8499, 0.7, 0.6999, 0])).toEqual([
      "raise",
      "raise",
      "hold",
      "hold",
      "clear",
      "clear",
    ]);
  });

  it("of what is bad below are the other way round", () => {
    const limits = { figure: "batteryV", raise: 3.2, clear: 3.35 } as const;
    expect(said(limits, [3.19, 3.2, 3.21, 3.35, 3.36])).toEqual([
      "raise",
      "raise",
      "hold",
      "hold",
      "clear",
    ]);
  });

  it("below zero are judged alike", () => {
    const limits = { figure: "teraDaysLeft", raise: 0, clear: 1 } as const;
    expect(said(limits, [-5, 0, 0.5, 1, 1.5])).toEqual(["raise", "raise", "hold", "hold", "clear"]);
  });
});

describe("the rules of a new installation", () => {
  it("have ids of their own that a reading can carry", () => {
    const ids = DEFAULT_ALERT_RULES.map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
    for (const { id, severity } of DEFAULT_ALERT_RULES) {
      expect(ruleIdSchema.parse(id)).toBe(id);
      expect(id.length).toBeLessThanOrEqual(fieldsOf("alert")["rule"]?.lengthMax ?? 0);
      expect(severity.length).toBeLessThanOrEqual(fieldsOf("alert")["severity"]?.lengthMax ?? 0);
    }
  });

  it("are rules that people could have made, each with a clear limit apart from the other", () => {
    for (const rule of DEFAULT_ALERT_RULES) {
      const input = Object.fromEntries(Object.entries(rule).filter(([name]) => name !== "id"));
      expect(alertRuleInputSchema.parse(input)).toEqual(input);
    }
  });

  it("use every figure, so that none is worked out for nobody", () => {
    const used = DEFAULT_ALERT_RULES.flatMap(({ condition }) =>
      condition.kind === "figure" ? condition.figure : [],
    );
    expect([...new Set(used)].toSorted()).toEqual(FIGURE_IDS.toSorted());
  });
});
