import { expect, test } from "vitest";
import { stepIndex } from "./step-index.ts";

test("arrow keys step over gaps and stop at the ends", () => {
  const values = [1, null, 3, null];
  expect(stepIndex(values, null, -1)).toBe(2);
  expect(stepIndex(values, 2, -1)).toBe(0);
  expect(stepIndex(values, 0, 1)).toBe(2);
  expect(stepIndex(values, 0, -1)).toBeNull();
  expect(stepIndex([], null, 1)).toBeNull();
});
