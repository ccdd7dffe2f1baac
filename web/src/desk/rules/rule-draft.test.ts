import { DEFAULT_ALERT_RULES } from "@resik/contract/alert-rule";
import { alertRuleInputSchema, ruleIdSchema } from "@resik/contract/http/alert-rules";
import { describe, expect, test } from "vitest";
import {
  draftOf,
  NEW_DRAFT,
  readDraft,
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
