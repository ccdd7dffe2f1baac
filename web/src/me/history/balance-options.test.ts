import { expect, test } from "vitest";
import { monthSplits } from "./balance-options.ts";

test("at most four months are named, the last one always", () => {
  expect(monthSplits(2)).toEqual([0, 1]);
  expect(monthSplits(4)).toEqual([0, 1, 2, 3]);
  expect(monthSplits(12)).toEqual([3, 7, 11]);
  expect(monthSplits(13)).toEqual([0, 4, 8, 12]);
  for (let count = 2; count < 60; count += 1) {
    const splits = monthSplits(count);
    expect(splits.length).toBeLessThanOrEqual(4);
    expect(splits[splits.length - 1]).toBe(count - 1);
  }
});
