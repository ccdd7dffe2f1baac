import * as fc from "fast-check";
import { expect, test } from "vitest";
import { readQuantity, tidyQuantity, writeQuantity } from "./typed-quantity.ts";

test("kilograms are typed with a comma or a point and become whole grams", () => {
  expect(readQuantity(tidyQuantity("3,25", "kg"), "kg")).toBe(3_250);
  expect(readQuantity(tidyQuantity("3.25", "kg"), "kg")).toBe(3_250);
  expect(readQuantity(tidyQuantity(",5", "kg"), "kg")).toBe(500);
  expect(readQuantity(tidyQuantity("3,", "kg"), "kg")).toBe(3_000);
  expect(readQuantity(tidyQuantity("0,0019", "kg"), "kg")).toBe(1);
});

test("nothing typed is no quantity, and letters are not taken", () => {
  expect(readQuantity(tidyQuantity("", "kg"), "kg")).toBeNull();
  expect(readQuantity(tidyQuantity(",", "kg"), "kg")).toBeNull();
  expect(tidyQuantity("1a2", "kg")).toBe("12");
});

test("pieces have no decimals", () => {
  expect(tidyQuantity("12,5", "piece")).toBe("12");
  expect(readQuantity("12", "piece")).toBe(12);
});

test("every quantity survives being written and read again", () => {
  const unit = fc.constantFrom("kg" as const, "litre" as const);
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 999_999_999 }), unit, (amount, unit) => {
      const written = writeQuantity(amount, unit);
      expect(tidyQuantity(written, unit)).toBe(written);
      expect(readQuantity(written, unit)).toBe(amount);
    }),
  );
});
