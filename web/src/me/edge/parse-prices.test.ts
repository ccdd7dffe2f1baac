import { openPricesSchema } from "@resik/contract/http/bank/profile";
import * as fc from "fast-check";
import { expect, test } from "vitest";
import { parsePrices } from "./parse-prices.ts";

const PRICE = {
  item: "pet",
  name: "Botol PET",
  grade: "bersih",
  unit: "kg",
  reportGroup: "plastic",
  payout: null,
  delivery: "dropped-off",
  rupiahPerUnit: 3_500,
  validFrom: "2026-11-01T00:00:00Z",
};

test("what the contract allows is read, value for value", () => {
  const answer = { prices: [PRICE, { ...PRICE, payout: "cash", unit: "litre" }] };
  expect(openPricesSchema.safeParse(answer).success).toBe(true);
  expect(parsePrices(answer)).toEqual(answer);
});

test("a price with one wrong part makes the list none", () => {
  for (const key of Object.keys(PRICE)) {
    const answer = { prices: [{ ...PRICE, [key]: [] }] };
    expect(openPricesSchema.safeParse(answer).success).toBe(false);
    expect(parsePrices(answer)).toBeNull();
  }
  fc.assert(fc.property(fc.anything(), (value) => parsePrices(value) === null));
});
