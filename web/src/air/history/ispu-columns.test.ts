import { expect, test } from "vitest";
import { historyPath, HISTORY_RANGES, spanOf } from "./history-range.ts";
import { columnsOf, extremesOf } from "./ispu-columns.ts";

const HOUR_MS = 3_600_000;
const NOW_MS = Date.parse("2026-11-21T03:20:00Z");

const historyOf = (hours: readonly number[], index: readonly number[]) => ({
  at: hours.map((hour) => hour * HOUR_MS),
  index: [...index],
  beyondScale: index.map((value) => value === 500),
  category: index.map((value) => (value > 50 ? ("moderate" as const) : ("good" as const))),
  provisional: index.map(() => false),
});

test("hours that are missing are a gap, not a line", () => {
  const columns = columnsOf(historyOf([1, 2, 5], [40, 50, 60]));
  expect(columns.atMs.map((atMs) => atMs / HOUR_MS)).toEqual([1, 2, 3, 5]);
  expect(columns.index).toEqual([40, 50, null, 60]);
  expect(columns.category).toEqual(["good", "good", null, "moderate"]);
});

test("lowest, highest and hours of each category are told; of nothing there is nothing to tell", () => {
  expect(extremesOf(historyOf([1, 2, 3], [40, 80, 60]))).toEqual({
    low: 40,
    high: 80,
    isBeyond: false,
    hours: [
      { category: "good", count: 1 },
      { category: "moderate", count: 2 },
    ],
  });
  expect(extremesOf(historyOf([1], [500]))?.isBeyond).toBe(true);
  expect(extremesOf(historyOf([], []))).toBeNull();
});

test("a range ends at the last full hour, so that it is asked for once an hour", () => {
  for (const range of HISTORY_RANGES) {
    const span = spanOf(range, NOW_MS);
    expect(new Date(span.toMs).toISOString()).toBe("2026-11-21T03:00:00.000Z");
    expect(spanOf(range, NOW_MS + 39 * 60_000)).toEqual(span);
  }
  expect(historyPath("air-01", spanOf("day", NOW_MS))).toBe(
    "/api/v1/open/ispu/air-01?from=2026-11-20T03%3A00%3A00.000Z&to=2026-11-21T03%3A00%3A00.000Z",
  );
});
