import { describe, expect, it } from "vitest";
import { priceRuleSchema, type PriceRule } from "./rule-schema.ts";
import type { RuleVersion } from "./rule.ts";
import { priceOutlier } from "./price-outlier.ts";

const price = (rupiahPerUnit: number | null): PriceRule =>
  priceRuleSchema.parse({
    type: "price",
    item: "copper",
    grade: "clean",
    hop: "member",
    payout: null,
    delivery: null,
    rupiahPerUnit,
  });
const versions = (...prices: (number | null)[]): RuleVersion[] =>
  prices.map((rupiahPerUnit, index) => ({
    seq: index + 1,
    validFromMs: index,
    rule: price(rupiahPerUnit),
  }));

describe("a price", () => {
  it("is an outlier above three times or below a third of the usual one, not at it", () => {
    const earlier = versions(3_000);
    expect(priceOutlier(price(9_000), earlier)).toBeNull();
    expect(priceOutlier(price(9_001), earlier)).toEqual({ usualRupiah: 3_000, newRupiah: 9_001 });
    expect(priceOutlier(price(1_000), earlier)).toBeNull();
    expect(priceOutlier(price(999), earlier)).toMatchObject({ usualRupiah: 3_000 });
  });

  it("is held against the lower median of the last five priced versions", () => {
    const earlier = versions(1, 1, 40_000, 42_000, null, 45_000, 3_000, 50_000);
    expect(priceOutlier(price(13_999), earlier)).toMatchObject({ usualRupiah: 42_000 });
    expect(priceOutlier(price(14_000), earlier)).toBeNull();
    expect(priceOutlier(price(2_001), versions(500, 1_000))).toMatchObject({ usualRupiah: 500 });
  });

  it("is none as the first of its list, or as the end of it", () => {
    expect(priceOutlier(price(1), [])).toBeNull();
    expect(priceOutlier(price(1), versions(null))).toBeNull();
    expect(priceOutlier(price(null), versions(3_000))).toBeNull();
  });
});
