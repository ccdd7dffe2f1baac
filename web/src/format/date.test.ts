import { expect, test } from "vitest";
import { daysBetween, formatDate, formatWeekday, lastDayOf } from "./date.ts";

test("days and months read as people write them", () => {
  expect(formatDate("2026-11-08", "id")).toBe("8 Nov 2026");
  expect(formatWeekday("2026-11-28", "id")).toBe("Sabtu, 28 November");
  expect(formatWeekday("2026-11-28", "en")).toBe("Saturday 28 November");
});

test("months end on their own last day", () => {
  expect(lastDayOf("2028-02")).toBe("2028-02-29");
  expect(lastDayOf("2026-12")).toBe("2026-12-31");
});

test("days are counted between days", () => {
  expect(daysBetween("2026-11-28", "2026-11-28")).toBe(0);
  expect(daysBetween("2026-11-28", "2026-12-01")).toBe(3);
  expect(daysBetween("2026-11-28", "2026-11-27")).toBe(-1);
});
