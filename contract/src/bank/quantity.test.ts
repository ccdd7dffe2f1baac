import { describe, expect, it } from "vitest";
import { grams, massRoundHalfUp, quantity, valueRoundHalfUp } from "./quantity.ts";
import { quantitySchema } from "./quantity-schema.ts";
import { rupiah } from "./money.ts";
import { QUANTITY_MAX } from "./limits.ts";

describe("the value of a line", () => {
  it("is the price per whole unit times the quantity, rounded once, half up", () => {
    expect(valueRoundHalfUp(quantity(1_250), "kg", rupiah(1_700))).toBe(2_125);
    expect(valueRoundHalfUp(quantity(1), "kg", rupiah(500))).toBe(1);
    expect(valueRoundHalfUp(quantity(1), "kg", rupiah(499))).toBe(0);
    expect(valueRoundHalfUp(quantity(750), "litre", rupiah(4_001))).toBe(3_001);
    expect(valueRoundHalfUp(quantity(7), "piece", rupiah(150))).toBe(1_050);
  });
});

describe("the mass of a quantity", () => {
  it("is exact for kilograms, from the item's figure for others, unknown without one", () => {
    expect(massRoundHalfUp(quantity(1_234), "kg", null)).toBe(1_234);
    expect(massRoundHalfUp(quantity(500), "litre", 921)).toBe(461);
    expect(massRoundHalfUp(quantity(3), "piece", 65)).toBe(195);
    expect(massRoundHalfUp(quantity(3), "piece", null)).toBeNull();
  });

  it("is never negative or broken", () => {
    expect(() => grams(-1)).toThrow(RangeError);
    expect(() => quantity(1.5)).toThrow(RangeError);
  });

  it("comes from outside between 1 and the limit", () => {
    expect(quantitySchema.safeParse(0).success).toBe(false);
    expect(quantitySchema.safeParse(QUANTITY_MAX).success).toBe(true);
    expect(quantitySchema.safeParse(QUANTITY_MAX + 1).success).toBe(false);
    expect(quantitySchema.safeParse(12.5).success).toBe(false);
  });
});
