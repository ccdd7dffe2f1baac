import { expect, it } from "vitest";
import { LEASE_MS } from "./evaluator.ts";
import { EVALUATE_EVERY_MS, restMsAfter } from "./start-alerts.ts";

it("rests longer after longer work, and is back before its lease ends", () => {
  expect(restMsAfter(0)).toBe(EVALUATE_EVERY_MS);
  expect(restMsAfter(700)).toBe(7_000);
  for (let workMs = 0; workMs < LEASE_MS - 2_000; workMs += 100) {
    const restMs = restMsAfter(workMs);
    expect(restMs).toBeGreaterThan(0);
    expect(workMs + restMs).toBeLessThan(LEASE_MS);
  }
});
