import { expect, test } from "vitest";
import { ageOf } from "./age.ts";

const MINUTE_MS = 60_000;

test("an age changes its unit exactly where the coarser one reaches one", () => {
  expect(ageOf(0, MINUTE_MS - 1)).toEqual({ unit: "now" });
  expect(ageOf(0, MINUTE_MS)).toEqual({ unit: "minutes", count: 1 });
  expect(ageOf(0, 60 * MINUTE_MS - 1)).toEqual({ unit: "minutes", count: 59 });
  expect(ageOf(0, 60 * MINUTE_MS)).toEqual({ unit: "hours", count: 1 });
  expect(ageOf(0, 24 * 60 * MINUTE_MS)).toEqual({ unit: "days", count: 1 });
});

test("a device clock that runs ahead is not shown as the future", () => {
  expect(ageOf(5_000, 0)).toEqual({ unit: "now" });
});
