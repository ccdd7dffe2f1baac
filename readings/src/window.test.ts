import { describe, expect, it } from "vitest";
import { DAY_MS, HOUR_MS, WIB_MS } from "./reading.fixture.ts";
import { addValue, foldGrid, summariesAt, windowStartMs, type Grid } from "./window.ts";

describe("windowStartMs", () => {
  it("starts days at midnight UTC without an alignment, at midnight WIB with its offset", () => {
    const noonMs = Date.UTC(2026, 2, 2, 12);
    expect(windowStartMs(noonMs, DAY_MS, 0)).toBe(Date.UTC(2026, 2, 2));
    expect(windowStartMs(noonMs, DAY_MS, WIB_MS)).toBe(Date.UTC(2026, 2, 1, 17));
    const midnightWibMs = Date.UTC(2026, 2, 2, 17);
    expect(windowStartMs(midnightWibMs, DAY_MS, WIB_MS)).toBe(midnightWibMs);
    expect(windowStartMs(midnightWibMs - 1, DAY_MS, WIB_MS)).toBe(midnightWibMs - DAY_MS);
  });
});

describe("foldGrid", () => {
  it("joins short windows in order of time, whatever order they were found in", () => {
    const grid: Grid = new Map();
    addValue(summariesAt(grid, 2 * HOUR_MS, 2), 0, 5);
    addValue(summariesAt(grid, 0, 2), 0, 9);
    addValue(summariesAt(grid, 0, 2), 0, 1);
    const day = foldGrid(grid, 2, (ms) => windowStartMs(ms, DAY_MS, 0));
    expect([...day]).toEqual([[0, [{ n: 3, min: 1, max: 9, sum: 15, last: 5 }, null]]]);
  });

  it("leaves the short windows as they were", () => {
    const grid: Grid = new Map();
    for (const startMs of [0, HOUR_MS]) addValue(summariesAt(grid, startMs, 1), 0, 4);
    foldGrid(grid, 1, () => 0);
    expect(grid.get(0)).toEqual([{ n: 1, min: 4, max: 4, sum: 4, last: 4 }]);
  });
});
