import { describe, expect, it } from "vitest";
import { scoreForecasts } from "./forecast.ts";
import { trueFulls, wouldBeFullMs } from "./true-full.ts";

const MINUTE_MS = 60_000;
const real = (...levels: number[]) =>
  levels.map((fillRatio, step) => ({
    atMs: step * 5 * MINUTE_MS,
    fillRatio,
    isBurning: false,
  }));

describe("the forecasts' bench", () => {
  it("finds each true full time and since when nobody was at the bin", () => {
    const found = trueFulls(real(0.7, 0.9, 0.96, 0.94, 0.97, 0.02, 0.5, 0.96));
    const since = (step: number): number => step * 5 * MINUTE_MS;
    expect(found).toEqual([
      { atMs: since(2), sinceMs: 0 },
      { atMs: since(7), sinceMs: since(5) },
    ]);
  });

  it("says when a bin would have been full that was emptied before", () => {
    const life = real(0.7, 0.75, 0.8, 0.02, 0.06, 0.1, 0.2);
    expect(wouldBeFullMs(life, 0)).toBe(6 * 5 * MINUTE_MS);
    expect(wouldBeFullMs(life, 5 * 5 * MINUTE_MS)).toBeNull();
  });

  it("finds the new forecast much better than the last slope, and its interval honest", () => {
    const options = { seed: "guard", days: 28, bins: 14, scenario: "demo" as const };
    const score = scoreForecasts({ ...options, "watch-days": 3 }, () => {});
    const result = score.result();
    const ahead = result.horizons["12h"];
    expect(ahead?.cases).toBeGreaterThan(25);
    expect(ahead?.noAnswer).toBe(0);
    expect(ahead?.improvementAllRatio).toBeGreaterThan(0.3);
    // Few bins share few days: the bench itself, over 60 days, is held to 0.75 to 0.85.
    expect(result.coverage).toBeGreaterThan(0.68);
    expect(result.coverage).toBeLessThan(0.92);
    expect(result.falselyFull + result.missedFull).toBeLessThan(0.02);
  });
});
