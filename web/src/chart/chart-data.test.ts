import * as fc from "fast-check";
import { expect, test } from "vitest";
import { appendPoint, buildChartData, statsOf } from "./chart-data.ts";

const column = (atMs: number[], values: (number | null)[], everyS = 0) => ({
  everyS,
  atMs,
  values,
});
const same = (atMs: number[], values: (number | null)[], everyS = 0) => {
  const one = column(atMs, values, everyS);
  return { mean: one, min: one, max: one };
};

test("a gap in time becomes a gap in the line", () => {
  const data = buildChartData(same([0, 60_000, 120_000, 600_000, 660_000], [1, 2, 3, 4, 5]));
  expect(data.atMs).toEqual([0, 60_000, 120_000, 120_001, 600_000, 660_000]);
  expect(data.mean).toEqual([1, 2, 3, null, 4, 5]);
});

test("points at their usual distance are joined, also when windows are short", () => {
  const every20Minutes = [0, 1_200_000, 2_400_000, 3_600_000];
  expect(buildChartData(same(every20Minutes, [1, 2, 3, 4], 300)).mean).toEqual([1, 2, 3, 4]);
});

test("lowest and highest belong to the window they were asked for", () => {
  const data = buildChartData({
    mean: column([0, 300_000], [5, 6], 300),
    min: column([0, 300_000], [1, 2], 300),
    max: column([300_000], [9], 300),
  });
  expect(data.min).toEqual([1, 2]);
  expect(data.max).toEqual([5, 9]);
  expect(statsOf(data)).toEqual({ min: 1, mean: 5.5, max: 9 });
});

test("a live point is added once, and only at the end", () => {
  const data = buildChartData(same([0, 60_000], [1, 2]));
  const longer = appendPoint(data, 120_000, 3);
  expect(longer.mean).toEqual([1, 2, 3]);
  expect(appendPoint(longer, 120_000, 9)).toBe(longer);
  expect(appendPoint(longer, 30_000, 9)).toBe(longer);
});

test("a range without values has no statistics, rather than zeros", () => {
  expect(statsOf(buildChartData(same([], [])))).toBeNull();
  expect(statsOf(buildChartData(same([0], [null])))).toBeNull();
});

test("every value asked for is in the chart, in order, whatever the gaps", () => {
  const steps = fc.array(fc.integer({ min: 1, max: 10_000_000 }), { maxLength: 50 });
  fc.assert(
    fc.property(steps, (stepsMs) => {
      let at = 0;
      const atMs = stepsMs.map((step) => (at += step));
      const data = buildChartData(same(atMs, stepsMs));
      expect(data.mean.filter((value) => value !== null)).toEqual(stepsMs);
      expect([...data.atMs].sort((a, b) => a - b)).toEqual(data.atMs);
    }),
  );
});
