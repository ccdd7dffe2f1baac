import { expect, test } from "vitest";
import { daysOf, isOrdered } from "./period.ts";

const JANUARY_MS = Date.parse("2026-01-31T18:00:00Z");

test("periods are whole months of WIB, up to today", () => {
  expect(daysOf("this-month", JANUARY_MS)).toEqual({ from: "2026-02-01", to: "2026-02-01" });
  expect(daysOf("last-month", JANUARY_MS)).toEqual({ from: "2026-01-01", to: "2026-01-31" });
  expect(daysOf("three-months", JANUARY_MS)).toEqual({ from: "2025-12-01", to: "2026-02-01" });
  expect(daysOf("this-year", JANUARY_MS)).toEqual({ from: "2026-01-01", to: "2026-02-01" });
});

test("a range that ends before it begins, or has no day, is none", () => {
  expect(isOrdered({ from: "2026-01-02", to: "2026-01-02" })).toBe(true);
  expect(isOrdered({ from: "2026-01-03", to: "2026-01-02" })).toBe(false);
  expect(isOrdered({ from: "", to: "2026-01-02" })).toBe(false);
});
