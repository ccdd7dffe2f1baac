import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { multiplyRoundDown, multiplyRoundHalfUp, sum } from "./integer.ts";

const SAFE_MAX = BigInt(Number.MAX_SAFE_INTEGER);
const amount = fc.oneof(
  fc.nat(),
  fc.integer({ min: 0, max: Number.MAX_SAFE_INTEGER }),
  fc.constantFrom(0, 1, Number.MAX_SAFE_INTEGER, Number.MAX_SAFE_INTEGER - 1),
);
const denominator = fc.oneof(fc.integer({ min: 1, max: 10_000 }), fc.constantFrom(1, 2, 3, 1_000));

/** The definition: twice the product plus the denominator, over twice the denominator. */
const halfUp = (a: number, n: number, d: number): bigint =>
  (2n * BigInt(a) * BigInt(n) + BigInt(d)) / (2n * BigInt(d));

/** The exact answer, or that there is none. */
function outcome(compute: () => number): bigint | "refused" {
  try {
    return BigInt(compute());
  } catch (error) {
    if (error instanceof RangeError) return "refused";
    throw error;
  }
}

describe("multiplying by a ratio", () => {
  it("is the nearest whole number with halves up, or refuses what cannot be kept exactly", () => {
    fc.assert(
      fc.property(amount, amount, denominator, (a, numerator, denominator) => {
        const exact = halfUp(a, numerator, denominator);
        const multiply = () => multiplyRoundHalfUp(a, { numerator, denominator });
        expect(outcome(multiply)).toBe(exact > SAFE_MAX ? "refused" : exact);
      }),
      { numRuns: 5_000 },
    );
  });

  it("rounds down to the whole number at or below", () => {
    fc.assert(
      fc.property(amount, amount, denominator, (a, numerator, denominator) => {
        const exact = (BigInt(a) * BigInt(numerator)) / BigInt(denominator);
        const multiply = () => multiplyRoundDown(a, { numerator, denominator });
        expect(outcome(multiply)).toBe(exact > SAFE_MAX ? "refused" : exact);
      }),
      { numRuns: 5_000 },
    );
  });

  it("rounds every exact half up, and what is just below it down", () => {
    for (let grams = 0; grams < 1_000; grams++) {
      const perKg = { numerator: 1_500, denominator: 1_000 };
      expect(multiplyRoundHalfUp(grams, perKg)).toBe(Math.floor((grams * 3 + 1) / 2));
    }
    expect(multiplyRoundHalfUp(499, { numerator: 1, denominator: 1_000 })).toBe(0);
    expect(multiplyRoundHalfUp(500, { numerator: 1, denominator: 1_000 })).toBe(1);
    expect(multiplyRoundHalfUp(1, { numerator: 1, denominator: 3 })).toBe(0);
    expect(multiplyRoundHalfUp(2, { numerator: 1, denominator: 3 })).toBe(1);
  });

  it("takes no negative amount, no fraction and no empty denominator", () => {
    const half = { numerator: 1, denominator: 2 };
    for (const multiply of [multiplyRoundHalfUp, multiplyRoundDown]) {
      expect(() => multiply(-1, half)).toThrow(RangeError);
      expect(() => multiply(0.5, half)).toThrow(RangeError);
      expect(() => multiply(1, { numerator: 1, denominator: 0 })).toThrow(RangeError);
      expect(() => multiply(1, { numerator: -1, denominator: 2 })).toThrow(RangeError);
      expect(() => multiply(1, { numerator: 0.15, denominator: 1 })).toThrow(RangeError);
      expect(() => multiply(2 ** 53, half)).toThrow(RangeError);
    }
  });
});

describe("a sum", () => {
  it("is exact or refused", () => {
    fc.assert(
      fc.property(fc.array(fc.maxSafeInteger(), { maxLength: 20 }), (values) => {
        let exact = 0n;
        let isSafe = true;
        for (const value of values) {
          exact += BigInt(value);
          isSafe &&= exact <= SAFE_MAX && exact >= -SAFE_MAX;
        }
        expect(outcome(() => sum(values))).toBe(isSafe ? exact : "refused");
      }),
    );
  });
});
