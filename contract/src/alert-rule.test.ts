import { describe, expect, it } from "vitest";
import { DEFAULT_ALERT_RULES, judgeNumber, type Limits } from "./alert-rule.ts";
import { fieldsOf } from "./series.ts";
import { isSlug } from "./slug.ts";

const said = (limits: Limits, values: readonly number[]) =>
  values.map((value) => judgeNumber(limits, value));

describe("limits", () => {
  it("`from` raises at its limit, holds between the two, and clears below the lower one", () => {
    const limits = { kind: "from", raiseFrom: 0.85, clearBelow: 0.7 } as const;
    expect(said(limits, [1, 0.85, 0.8499, 0.7, 0.6999, 0])).toEqual([
      "raise",
      "raise",
      "hold",
      "hold",
      "clear",
      "clear",
    ]);
  });

  it("`above` does not raise at its limit", () => {
    const limits = { kind: "above", raiseAbove: 55.4, clearBelow: 45 } as const;
    expect(said(limits, [55.41, 55.4, 45, 44.9])).toEqual(["raise", "hold", "hold", "clear"]);
  });

  it("`below` is the other way round", () => {
    const limits = { kind: "below", raiseBelow: 3.2, clearAbove: 3.35 } as const;
    expect(said(limits, [3.19, 3.2, 3.35, 3.36])).toEqual(["raise", "hold", "hold", "clear"]);
  });
});

describe("the rules of a new installation", () => {
  it("have ids of their own that a reading can carry", () => {
    const ids = DEFAULT_ALERT_RULES.map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
    for (const { id, severity } of DEFAULT_ALERT_RULES) {
      expect(isSlug(id)).toBe(true);
      expect(id.length).toBeLessThanOrEqual(fieldsOf("alert")["rule"]?.lengthMax ?? 0);
      expect(severity.length).toBeLessThanOrEqual(fieldsOf("alert")["severity"]?.lengthMax ?? 0);
    }
  });

  it("ask for fields that their channel has", () => {
    const missing = DEFAULT_ALERT_RULES.filter(({ condition }) => {
      if (condition.kind === "silent" || condition.kind === "site-silent") return false;
      const kind = fieldsOf(condition.channel)[condition.field]?.kind;
      return kind !== (condition.kind === "expired" ? "text" : "number");
    });
    expect(missing).toEqual([]);
  });

  it("clear beyond where they raise, so that none goes to and fro at its limit", () => {
    const gaps = DEFAULT_ALERT_RULES.flatMap(({ condition }) => {
      if (condition.kind !== "newest" && condition.kind !== "mean") return [];
      const { limits } = condition;
      if (limits.kind === "from") return limits.raiseFrom - limits.clearBelow;
      if (limits.kind === "above") return limits.raiseAbove - limits.clearBelow;
      return limits.clearAbove - limits.raiseBelow;
    });
    expect(gaps.length).toBeGreaterThan(5);
    expect(Math.min(...gaps)).toBeGreaterThan(0);
  });
});
