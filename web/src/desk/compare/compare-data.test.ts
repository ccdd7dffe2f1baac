import { expect, test } from "vitest";
import { figuresOf, joinColumns } from "./compare-data.ts";

test("stations of different moments share one time line, in order", () => {
  const joined = joinColumns([
    { device: "a", column: { everyS: 0, atMs: [10, 30], values: [1, 3] } },
    { device: "b", column: { everyS: 0, atMs: [20, 30], values: [5, null] } },
  ]);
  expect(joined).toEqual({
    everyS: 0,
    atMs: [10, 20, 30],
    lines: [
      { device: "a", values: [1, null, 3] },
      { device: "b", values: [null, 5, null] },
    ],
  });
});

test("a station that said nothing keeps its line, empty", () => {
  const joined = joinColumns([
    { device: "a", column: { everyS: 300, atMs: [1], values: [0] } },
    { device: "b", column: { everyS: 300, atMs: [], values: [] } },
  ]);
  expect(joined.lines[1]).toEqual({ device: "b", values: [null] });
  expect(figuresOf(joined.lines[1]?.values ?? [])).toBeNull();
});

test("figures leave out what was not measured, and zero counts", () => {
  expect(figuresOf([null, 0, 4, null, 2, null])).toEqual({ min: 0, mean: 2, max: 4, last: 2 });
});
