import { createRandom } from "@resik/kit/random";
import { expect, test } from "vitest";
import { createBackOff, HEALTHY_AFTER_MS } from "./back-off.ts";

test("delays double from a quarter second, with jitter, and stay below half a minute", () => {
  const backOff = createBackOff(createRandom("a"));
  const delays = Array.from({ length: 40 }, () => backOff.nextDelayMs(10));
  for (const [index, delayMs] of delays.entries()) {
    const ceilingMs = Math.min(30_000, 250 * 2 ** index);
    expect(delayMs).toBeGreaterThanOrEqual(ceilingMs / 2);
    expect(delayMs).toBeLessThanOrEqual(ceilingMs);
  }
  expect(new Set(delays.slice(-10)).size).toBeGreaterThan(5);
});

test("a program that ran for a minute starts from the shortest delay again", () => {
  const backOff = createBackOff(createRandom("b"));
  for (let times = 0; times < 8; times++) backOff.nextDelayMs(10);
  expect(backOff.nextDelayMs(HEALTHY_AFTER_MS - 1)).toBeGreaterThan(10_000);
  expect(backOff.nextDelayMs(HEALTHY_AFTER_MS)).toBeLessThanOrEqual(250);
});
