import { ALERT_SEVERITIES, ALERT_STATES, DEFAULT_ALERT_RULES } from "@resik/contract/alert-rule";
import { expect, test } from "vitest";
import { RULE_NAMES, SEVERITY_NAMES, STATE_NAMES } from "./alert-words.ts";

test("every rule of a new installation has a name", () => {
  const ids = DEFAULT_ALERT_RULES.map(({ id }) => id);
  expect(Object.keys(RULE_NAMES).sort()).toEqual(ids.sort());
});

test("every severity and state has a word", () => {
  expect(Object.keys(SEVERITY_NAMES)).toEqual(ALERT_SEVERITIES);
  expect(Object.keys(STATE_NAMES)).toEqual(ALERT_STATES);
});
