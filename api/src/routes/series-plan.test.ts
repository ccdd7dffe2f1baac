import { SERIES_DEVICES_MAX } from "@resik/contract/limits";
import { describe, expect, it } from "vitest";
import { planSeries } from "./series-plan.ts";

const YEAR_MS = 366 * 86_400_000;
const TO_MS = Date.UTC(2026, 10, 21);

/** The window that is chosen for a range up to `TO_MS`. */
function windowOf(rangeMs: number, devices = 1): number {
  const from = new Date(TO_MS - rangeMs).toISOString();
  const to = new Date(TO_MS).toISOString();
  const plan = planSeries({ from, to, every: undefined, devices });
  if (!plan.ok) throw new Error(plan.detail);
  return plan.value.everyS;
}

describe("the window of a series", () => {
  it("is one that people know", () => {
    expect(windowOf(3_600_000)).toBe(10);
    expect(windowOf(86_400_000)).toBe(300);
    expect(windowOf(YEAR_MS)).toBe(86_400);
  });

  it("is of whole hours where none of those is long enough: others are made from every reading", () => {
    for (const years of [110, 120.7, 133.3]) {
      const everyS = windowOf(years * YEAR_MS, SERIES_DEVICES_MAX);
      expect(everyS).toBeGreaterThan(31_536_000);
      expect(everyS % 3_600).toBe(0);
    }
  });
});
