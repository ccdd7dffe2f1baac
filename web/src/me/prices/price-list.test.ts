import { createRuleBook } from "@resik/contract/bank/rule-book";
import type { RuleVersion } from "@resik/contract/bank/rule";
import { DELIVERIES, PAYOUTS } from "@resik/contract/bank/rule";
import { ruleSchema } from "@resik/contract/bank/rule-schema";
import { itemIdSchema, gradeSchema } from "@resik/contract/bank/ids";
import * as fc from "fast-check";
import { expect, test } from "vitest";
import type { Price } from "../edge/parse-prices.ts";
import { choicesOf, groupPrices } from "./price-list.ts";

const price = (changes: Partial<Price> = {}): Price => ({
  item: "kardus",
  name: "Kardus",
  grade: "a",
  unit: "kg",
  reportGroup: "paper",
  payout: null,
  delivery: null,
  rupiahPerUnit: 1_500,
  validFrom: "2026-11-01T00:00:00Z",
  ...changes,
});
const choice = { payout: "saved", delivery: "dropped-off", search: "" } as const;

test("items stand in the groups of the report, found by name or grade", () => {
  const prices = [
    price(),
    price({ item: "pet", name: "Botol PET", reportGroup: "plastic", rupiahPerUnit: 2_000 }),
    price({ item: "pet", name: "Botol PET", grade: "bersih", reportGroup: "plastic" }),
  ];
  expect(groupPrices(prices, choice).map(({ group }) => group)).toEqual(["plastic", "paper"]);
  const found = groupPrices(prices, { ...choice, search: "BERSIH" });
  expect(found).toEqual([{ group: "plastic", prices: [prices[2]] }]);
  expect(groupPrices(prices, { ...choice, search: "besi" })).toEqual([]);
});

test("only choices that change a price are offered", () => {
  expect(choicesOf([price()])).toEqual({ payouts: false, deliveries: false });
  expect(choicesOf([price(), price({ payout: "cash" })])).toEqual({
    payouts: true,
    deliveries: false,
  });
});

test("whatever lists a bank has, the page shows the price that its rules will pay", () => {
  const list = fc.record({
    payout: fc.constantFrom(null, ...PAYOUTS),
    delivery: fc.constantFrom(null, ...DELIVERIES),
    rupiahPerUnit: fc.integer({ min: 0, max: 50_000 }),
  });
  const asked = fc.record({
    payout: fc.constantFrom(...PAYOUTS),
    delivery: fc.constantFrom(...DELIVERIES),
  });
  const lists = fc.uniqueArray(list, {
    selector: ({ payout, delivery }) => `${payout}/${delivery}`,
    maxLength: 9,
  });
  const [item, grade] = [itemIdSchema.parse("kardus"), gradeSchema.parse("a")];
  fc.assert(
    fc.property(lists, asked, (drawn, { payout, delivery }) => {
      const versions: RuleVersion[] = drawn.map((one, index) => ({
        seq: index + 1,
        validFromMs: 0,
        rule: ruleSchema.parse({ type: "price", item, grade, hop: "member", ...one }),
      }));
      const paid = createRuleBook(versions).priceAt(
        { item, grade, hop: "member", payout, delivery },
        1,
      );
      const [group] = groupPrices(drawn.map(price), { payout, delivery, search: "" });
      expect(group?.prices[0]?.rupiahPerUnit).toBe(paid?.rupiahPerUnit);
    }),
  );
});
