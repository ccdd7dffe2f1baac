import { describe, expect, it } from "vitest";
import { canonicalJson } from "./canonical.ts";

describe("canonical JSON", () => {
  it("does not depend on the order of keys", () => {
    expect(canonicalJson({ b: [1, null, "x"], a: { d: true, c: -0 } })).toBe(
      '{"a":{"c":0,"d":true},"b":[1,null,"x"]}',
    );
  });

  it("refuses what two machines might write differently", () => {
    for (const value of [0.1, Number.NaN, 2 ** 53, undefined, { a: undefined }, 1n]) {
      expect(() => canonicalJson(value)).toThrow(/exact|canonical/);
    }
  });
});
