import { ruleSchema } from "@resik/contract/bank/rule-schema";
import { expect, test } from "vitest";
import { STARTER_ITEMS, starterRules } from "./starter-list.ts";

const ALL = STARTER_ITEMS.map((row) => ({ ...row, rupiahPerUnit: row.suggested }));

test("every rule of the first list is one of the contract", () => {
  const rules = starterRules(ALL, "Tabungan Reguler");
  for (const rule of rules) expect(ruleSchema.safeParse(rule).success).toBe(true);
  expect(rules).toHaveLength(1 + new Set(ALL.map(({ item }) => item)).size + ALL.length);
});

test("an item comes before its prices and carries all of its grades", () => {
  const rules = starterRules(
    ALL.filter(({ item }) => item === "pet"),
    null,
  );
  expect(rules).toMatchObject([
    { type: "item", item: "pet", grades: ["bersih", "campur"] },
    { type: "price", grade: "bersih", rupiahPerUnit: 3_000 },
    { type: "price", grade: "campur" },
  ]);
});

test("a suggestion lies within the range it is taken from", () => {
  for (const { low, high, suggested } of STARTER_ITEMS) {
    expect(suggested).toBeGreaterThanOrEqual(low);
    expect(suggested).toBeLessThanOrEqual(high);
  }
});
