import { describe, expect, it } from "vitest";
import { createHourMean } from "./hour-mean.ts";
import { createSpanKeeper, joined, without } from "./spans.ts";

const span = (beginMs: number, endMs: number) => ({ beginMs, endMs });

describe("spans", () => {
  it("begin and end with what is noted, and end with the run where they go on", () => {
    const keeper = createSpanKeeper();
    for (const [atMs, isSo] of [
      [0, false],
      [1, true],
      [2, true],
      [3, false],
      [4, true],
    ] as const) {
      keeper.note("full", isSo, atMs);
    }
    keeper.add("full", span(10, 12));
    expect(keeper.of("full", 9)).toEqual([span(1, 3), span(4, 9), span(10, 12)]);
    expect(keeper.of("fire", 9)).toEqual([]);
  });

  it("join where they touch", () => {
    expect(joined([span(5, 8), span(0, 2), span(2, 3), span(6, 7)])).toEqual([
      span(0, 3),
      span(5, 8),
    ]);
  });

  it("leave what nothing hides", () => {
    expect(without(span(0, 10), [])).toEqual([span(0, 10)]);
    expect(without(span(0, 10), [span(-5, 1), span(3, 4), span(9, 20)])).toEqual([
      span(1, 3),
      span(4, 9),
    ]);
    expect(without(span(0, 10), [span(0, 10)])).toEqual([]);
    expect(without(span(0, 10), [span(20, 30)])).toEqual([span(0, 10)]);
  });
});

describe("mean of an hour", () => {
  it("is unknown at first, then forgets what is older", () => {
    const mean = createHourMean();
    const minute = 60_000;
    expect(mean(0, 10)).toBeNaN();
    expect(mean(20 * minute, 10)).toBeNaN();
    expect(mean(40 * minute, 40)).toBe(20);
    expect(mean(70 * minute, 40)).toBe(30);
  });
});
