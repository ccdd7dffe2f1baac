import { expect, test } from "vitest";
import { addMonths, dayOf, formatMonth, monthOf } from "./month.ts";

test("a month and a day begin at midnight in WIB", () => {
  const justAfter = Date.parse("2026-10-31T17:00:00Z");
  expect(monthOf(justAfter)).toBe("2026-11");
  expect(monthOf(justAfter - 1)).toBe("2026-10");
  expect(dayOf(justAfter)).toBe("2026-11-01");
});

test("months are counted over the turn of the year", () => {
  expect(addMonths("2026-01", -1)).toBe("2025-12");
  expect(addMonths("2025-12", 1)).toBe("2026-01");
  expect(addMonths("2026-11", 0)).toBe("2026-11");
});

test("a month is written out in the language of the page", () => {
  expect(formatMonth("2026-05", "id")).toBe("Mei 2026");
  expect(formatMonth("2026-05", "en")).toBe("May 2026");
});
