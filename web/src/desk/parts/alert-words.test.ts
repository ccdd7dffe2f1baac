import { DEFAULT_ALERT_RULES } from "@resik/contract/alert-rule";
import { RULE_NAMES } from "@resik/contract/alert-text";
import { expect, test } from "vitest";
import type { RuleHint } from "../edge/parse-rules.ts";
import { alertName, alertValue, limitsOf, usualDueMs, usualTaskKind } from "./alert-words.ts";

const HOUR_MS = 3_600_000;
const RULES: ReadonlyMap<string, RuleHint> = new Map(
  DEFAULT_ALERT_RULES.map((rule) => [rule.id, rule]),
);

test("every rule of a new installation has a name and a usual task", () => {
  for (const { id } of DEFAULT_ALERT_RULES) {
    expect(alertName({ rule: id, ruleName: null }, "id")).toBe(RULE_NAMES[id]?.id);
    expect(alertName({ rule: id, ruleName: null }, "en")).toBe(RULE_NAMES[id]?.en);
  }
  const kindOf = (rule: string) => usualTaskKind({ rule }, RULES);
  expect(kindOf("bin-full")).toBe("empty-bin");
  expect(kindOf("bin-hot")).toBe("check-burning");
  expect(kindOf("plume")).toBe("check-burning");
  expect(kindOf("device-silent")).toBe("inspect-device");
  expect(kindOf("site-silent")).toBe("check-power");
  expect(kindOf("battery-low-bin")).toBe("replace-battery");
  expect(kindOf("tera-expired")).toBe("renew-tera");
});

test("a rule of one's own is known by its figure, and one that is gone by nothing", () => {
  const own: RuleHint = {
    id: "pasar-penuh",
    name: "Pasar penuh",
    severity: "high",
    condition: { kind: "figure", figure: "hoursToFull", raise: 6, clear: 9 },
  };
  const rules = new Map([[own.id, own]]);
  expect(usualTaskKind({ rule: own.id }, rules)).toBe("empty-bin");
  expect(usualTaskKind({ rule: "hilang" }, rules)).toBe("inspect-device");
  expect(alertName({ rule: own.id, ruleName: own.name }, "en")).toBe("Pasar penuh");
  expect(alertValue({ rule: own.id }, 4, rules, "id")).toBe("4 jam");
  expect(alertValue({ rule: own.id }, null, rules, "id")).toBeNull();
  expect(alertValue({ rule: "hilang" }, 4, rules, "id")).toBeNull();
  expect(limitsOf({ rule: own.id }, rules, "id")).toEqual({ raise: "6 jam", clear: "9 jam" });
  expect(limitsOf({ rule: "device-silent" }, RULES, "id")).toBeNull();
});

test("the worse it is the sooner it is due, at a full hour, so that a retry is the same wish", () => {
  const nowMs = Date.parse("2026-11-21T05:12:00Z");
  const hours = (dueMs: number) => (dueMs - Date.parse("2026-11-21T06:00:00Z")) / HOUR_MS;
  expect(hours(usualDueMs("critical", "check-burning", nowMs))).toBe(2);
  expect(hours(usualDueMs("high", "check-power", nowMs))).toBe(6);
  expect(hours(usualDueMs("warning", "empty-bin", nowMs))).toBe(24);
  expect(hours(usualDueMs("warning", "replace-battery", nowMs))).toBe(72);
  expect(usualDueMs("high", "empty-bin", nowMs + 60_000)).toBe(
    usualDueMs("high", "empty-bin", nowMs),
  );
});
