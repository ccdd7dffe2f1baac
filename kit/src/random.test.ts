import { describe, expect, it } from "vitest";
import { createRandom, createSecret } from "./random.ts";

const draw = (seed: string, count: number): number[] => {
  const random = createRandom(seed);
  return Array.from({ length: count }, () => random.float());
};

describe("createRandom", () => {
  it("repeats a run from its seed", () => {
    expect(draw("a", 50)).toEqual(draw("a", 50));
    expect(draw("a", 50)).not.toEqual(draw("b", 50));
  });

  it("is uniform enough: mean and spread of 20,000 draws lie near theory", () => {
    const values = draw("uniform", 20_000);
    const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
    const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length;
    expect(mean).toBeCloseTo(0.5, 1);
    expect(variance).toBeCloseTo(1 / 12, 2);
    expect(Math.min(...values)).toBeGreaterThanOrEqual(0);
    expect(Math.max(...values)).toBeLessThan(1);
  });

  it("draws normal values with mean 0 and deviation 1", () => {
    const random = createRandom("normal");
    const values = Array.from({ length: 20_000 }, () => random.gaussian());
    const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
    const deviation = Math.sqrt(
      values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length,
    );
    expect(Math.abs(mean)).toBeLessThan(0.05);
    expect(Math.abs(deviation - 1)).toBeLessThan(0.05);
  });

  it("forks streams that do not depend on how much was drawn before", () => {
    const parent = createRandom("p");
    const before = parent.fork("child").float();
    parent.float();
    expect(parent.fork("child").float()).toBe(before);
    expect(parent.fork("other").float()).not.toBe(before);
  });
});

describe("createSecret", () => {
  it("has 256 bits and never repeats", () => {
    expect(Buffer.from(createSecret(), "base64url")).toHaveLength(32);
    expect(createSecret()).not.toBe(createSecret());
  });
});
