import { DEFAULT_ALERT_RULES } from "@resik/contract/alert-rule";
import { FIGURE_IDS, figureOf } from "@resik/contract/figure";
import { alertRuleInputSchema, ruleIdSchema } from "@resik/contract/http/alert-rules";
import { describe, expect, test } from "vitest";
import {
  boundsOf,
  draftOf,
  NEW_DRAFT,
  readDraft,
  readFigure,
  readNumber,
  ruleIdOf,
  type RuleDraft,
} from "./rule-draft.ts";

const viewOf = (rule: (typeof DEFAULT_ALERT_RULES)[number]) => ({
  ...rule,
  isBuiltIn: true,
  isChanged: false,
  version: 0,
  changedAt: null,
  openAlerts: 0,
});

const problemsOf = (change: Partial<RuleDraft>) => [
  ...readDraft({ ...NEW_DRAFT, name: "Bak", ...change }, true).problems,
];

describe("a rule in the form", () => {
  test.each(DEFAULT_ALERT_RULES.map((rule) => [rule.id, rule] as const))(
    "%s comes out as it went in",
    (id, rule) => {
      const read = readDraft(draftOf(viewOf(rule)), false);
      expect([...read.problems]).toEqual([]);
      expect(read.rule && { id, ...read.rule }).toEqual(rule);
    },
  );

  test("is typed in the units that people read", () => {
    const read = readDraft({ ...NEW_DRAFT, name: "Bak", raise: "85", clear: "70,5" }, true);
    expect(read.rule?.condition).toEqual({
      kind: "figure",
      figure: "fillRatio",
      raise: 0.85,
      clear: 0.705,
    });
    expect(alertRuleInputSchema.safeParse(read.rule).success).toBe(true);
  });

  test("keeps a schedule past midnight", () => {
    const draft = {
      ...NEW_DRAFT,
      name: "Malam",
      isAlways: false,
      fromTime: "20:00",
      toTime: "05:30",
    };
    expect(readDraft(draft, true).rule?.schedule).toEqual({
      days: [0, 1, 2, 3, 4, 5, 6],
      fromMinute: 1_200,
      toMinute: 330,
    });
  });
});

test.each([
  [{ name: " " }, ["name"]],
  [{ kinds: [] }, ["kinds"]],
  [{ kinds: ["air" as const] }, ["kinds"]],
  [{ raise: "abc" }, ["raise", "clear"]],
  [{ raise: "101" }, ["raise"]],
  [{ clear: "80" }, ["clear"]],
  [{ clear: "" }, ["clear"]],
  [{ clear: "0" }, ["clear"]],
  [{ figure: "hoursToFull" as const, raise: "6", clear: "168" }, ["clear"]],
  [{ durationMin: "-1" }, ["duration"]],
  [{ durationMin: "20000" }, ["duration"]],
  [{ escalateMin: "1,5" }, ["escalate"]],
  [{ isAlways: false, days: [] }, ["days"]],
  [{ isAlways: false, fromTime: "07:00", toTime: "07:00" }, ["times"]],
  [{ condition: "site-silent" as const, devicesMin: "1" }, ["devices"]],
  [{ condition: "site-silent" as const, clearPercent: "50" }, ["clearShare"]],
] as [Partial<RuleDraft>, string[]][])("%j is refused for %j", (change, problems) => {
  expect(problemsOf(change)).toEqual(problems);
});

test.each(FIGURE_IDS)("%s must be able to clear, as the contract asks", (figure) => {
  const { bad, kinds } = figureOf(figure);
  const { min, max } = boundsOf(figure);
  const [end, inside] = bad === "above" ? [min, min + 0.5] : [max, max - 0.5];
  const middle = String((min + max) / 2);
  for (const [clear, isReachable] of [
    [end, false],
    [inside, true],
  ] as const) {
    const draft = { ...NEW_DRAFT, name: "Bak", figure, kinds: [...kinds], raise: middle };
    const { rule, problems } = readDraft({ ...draft, clear: String(clear) }, true);
    expect([...problems]).toEqual(isReachable ? [] : ["clear"]);
    expect(alertRuleInputSchema.safeParse(rule).success).toBe(isReachable);
  }
});

test("a figure that is bad when small is clear above its limit", () => {
  const draft = { figure: "batteryV", raise: "3,2", clear: "3,3" } as const;
  expect(problemsOf(draft)).toEqual([]);
  expect(problemsOf({ ...draft, clear: "3,1" })).toEqual(["clear"]);
});

test("a new rule's id is a slug that nobody has", () => {
  expect(ruleIdOf("Bak Pasar Puri!", new Set())).toBe("bak-pasar-puri");
  expect(ruleIdOf("Bak", new Set(["bak"]))).toBe("bak-2");
  for (const name of ["é", "!!!", "a".repeat(200), "- -"]) {
    expect(ruleIdSchema.safeParse(ruleIdOf(name, new Set())).success).toBe(true);
  }
});

test.each([
  ["1,5", 1.5],
  ["1.5", 1.5],
  [" 12 ", 12],
  ["-3", -3],
  ["1e3", null],
  ["", null],
  ["1,2,3", null],
])("%j is read as %j", (text, value) => {
  expect(readNumber(text)).toBe(value);
});

test.each([
  ["1.000", 1_000],
  ["2.000.000", 2_000_000],
  ["-1.440", -1_440],
  ["7,5", 7.5],
  ["82.5", 82.5],
  ["0.125", 0.125],
  ["1.0000", 1],
  ["1,2,3", null],
])("%j of minutes or grams is read as %j", (text, value) => {
  expect(readFigure(text)).toBe(value);
});

test("a limit typed as the form writes its bounds is that limit", () => {
  const draft = { ...NEW_DRAFT, name: "Debu", figure: "pm25HourUgM3", kinds: ["air"] } as const;
  const { rule } = readDraft({ ...draft, kinds: ["air"], raise: "1.000", clear: "55" }, true);
  expect(rule?.condition).toMatchObject({ raise: 1_000, clear: 55 });
  expect(problemsOf({ durationMin: "10.080" })).toEqual([]);
  expect(problemsOf({ durationMin: "10.081" })).toEqual(["duration"]);
});
