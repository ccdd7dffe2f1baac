import { createManualClock } from "@resik/kit/clock";
import { expect, test } from "vitest";
import { createReceiptTimes } from "./receipt-times.ts";

test("a burst of one device has a time for each message, and follows the clock again after it", async () => {
  const clock = createManualClock(1_000_000);
  const timeOf = createReceiptTimes(clock);
  const burst = Array.from({ length: 300 }, () => timeOf("node-1"));
  expect(new Set(burst).size).toBe(300);
  expect(burst[0]).toBe(1_000_000);
  expect(timeOf("node-2")).toBe(1_000_000);
  await clock.advance(1_000);
  expect(timeOf("node-1")).toBe(1_001_000);
});

test("a clock that was set back far is believed", () => {
  let nowMs = 10_000_000;
  const timeOf = createReceiptTimes({ nowMs: () => nowMs });
  timeOf("node-1");
  nowMs = 1_000_000;
  expect(timeOf("node-1")).toBe(1_000_000);
});

test("thousands of devices are not remembered for ever, and each keeps its own times", () => {
  let nowMs = 1_000_000;
  const timeOf = createReceiptTimes({ nowMs: () => nowMs });
  for (let index = 0; index < 3_000; index++) timeOf(`node-${index}`);
  expect(timeOf("node-2999")).toBe(1_000_001);
  expect(timeOf("node-0")).toBe(1_000_001);
  nowMs += 1;
  expect(timeOf("node-0")).toBe(1_000_002);
  expect(timeOf("node-1")).toBe(1_000_001);
});
