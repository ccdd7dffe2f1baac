import { describe, expect, it } from "vitest";
import { DEFAULT_ALERT_RULES, judgeFigure, type FigureCondition } from "./alert-rule.ts";
import { FIGURE_IDS, FIGURES, figureOf, type FigureId } from "./figure.ts";
import { alertRuleInputSchema, ruleIdSchema } from "./http/alert-rules.ts";
import { READING_PAYLOADS } from "./payload/reading.ts";
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

describe("a rule that people make", () => {
  const [first] = DEFAULT_ALERT_RULES;
  const isTaken = (figure: FigureId, raise: number, clear: number): boolean => {
    const rule = Object.fromEntries(Object.entries(first ?? {}).filter(([name]) => name !== "id"));
    const condition = { kind: "figure", figure, raise, clear };
    const { kinds } = figureOf(figure);
    return alertRuleInputSchema.safeParse({ ...rule, kinds, condition }).success;
  };

  it.each(FIGURE_IDS)("on %s may raise at both ends but never be such that it cannot end", (id) => {
    const { min, max, bad } = FIGURES[id];
    const [good, worst] = bad === "above" ? [min, max] : [max, min];
    const middle = (min + max) / 2;
    expect(isTaken(id, worst, middle)).toBe(true);
    expect(isTaken(id, middle, good + (middle - good) / 1_000)).toBe(true);
    expect(isTaken(id, middle, good)).toBe(false);
    expect(isTaken(id, middle, good - (middle - good))).toBe(false);
    expect(isTaken(id, middle, middle)).toBe(false);
    expect(isTaken(id, good, good)).toBe(false);
  });

  it("has an id that its alert's readings can carry, and none that they cannot", () => {
    const isCarried = (rule: string): boolean =>
      READING_PAYLOADS.alert.safeParse({
        v: 1,
        boot: "abcd",
        seq: 1,
        rule,
        severity: "high",
        state: "open",
        open: 1,
      }).success;
    const longest = "a".repeat(40);
    expect(isCarried(longest) && ruleIdSchema.safeParse(longest).success).toBe(true);
    const longer = `${"a-".repeat(20)}a`;
    expect(isCarried(longer)).toBe(false);
    expect(ruleIdSchema.safeParse(longer).success).toBe(false);
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
