import { DEFAULT_ALERT_RULES, type AlertRule } from "@resik/contract/alert-rule";
import { siteIdSchema } from "@resik/contract/slug";
import { expect, test } from "vitest";
import { arrivalRules } from "./arrival.ts";

const rule = (id: string): AlertRule => {
  const found = DEFAULT_ALERT_RULES.find((one) => one.id === id);
  if (!found) throw new Error(`no rule ${id}`);
  return found;
};
const idsFor = (id: string, rules: readonly AlertRule[] = DEFAULT_ALERT_RULES) =>
  arrivalRules(rule(id), rules).map((one) => one.id);

test("what is foreseen ends where another rule says that it has come", () => {
  expect(idsFor("bin-soon-full")).toEqual(["bin-full"]);
  expect(idsFor("tera-soon")).toEqual(["tera-expired"]);
});

test("nothing comes after what has come, nor after what counts down to nothing", () => {
  for (const id of [
    "bin-full",
    "tera-expired",
    "battery-soon-bin",
    "pm25-high",
    "device-silent",
    "site-silent",
  ]) {
    expect(idsFor(id)).toEqual([]);
  }
});

test("a rule that is switched off or is about another place tells nothing", () => {
  const off = { ...rule("bin-full"), enabled: false };
  const elsewhere = { ...rule("bin-full"), sites: [siteIdSchema.parse("tps-a")] };
  const soon = { ...rule("bin-soon-full"), sites: [siteIdSchema.parse("tps-b")] };
  expect(idsFor("bin-soon-full", [off])).toEqual([]);
  expect(arrivalRules(soon, [elsewhere])).toEqual([]);
});
