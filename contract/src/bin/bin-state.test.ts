import { describe, expect, it } from "vitest";
import { BIN_FULL_RATIO, binStateOf } from "./bin-state.ts";
import type { FillSample } from "./fill-cycle.ts";

const HOUR_MS = 3_600_000;
const START_MS = Date.parse("2026-03-01T00:00:00Z");
const at = (hour: number): number => START_MS + hour * HOUR_MS;

/** One level an hour; null where there was no echo. */
const hourly = (...levels: (number | null)[]): FillSample[] =>
  levels.flatMap((fillRatio, hour) => (fillRatio === null ? [] : [{ atMs: at(hour), fillRatio }]));
/** Levels that rise evenly. */
const rising = (from: number, perH: number, hours: number): number[] =>
  Array.from({ length: hours }, (_, hour) => from + hour * perH);

describe("bin state", () => {
  it("does not exist without a sample", () => {
    expect(binStateOf([])).toBeNull();
  });

  it("of one sample is its level and no more", () => {
    expect(binStateOf(hourly(0.4))).toEqual({
      fillRatio: 0.4,
      emptiedAtMs: null,
      ratePerH: 0,
      fullAtMs: null,
    });
  });

  it("tells the rate of an even rise and when it will be full", () => {
    const state = binStateOf(hourly(...rising(0.15, 0.05, 11)));
    expect(state?.fillRatio).toBeCloseTo(0.65);
    expect(state?.ratePerH).toBeCloseTo(0.05);
    // 0.3 more at 0.05 an hour.
    expect(state?.fullAtMs).toBeCloseTo(at(16), -2);
  });

  it("takes another level as full", () => {
    expect(binStateOf(hourly(...rising(0.15, 0.05, 11)), 0.75)?.fullAtMs).toBeCloseTo(at(12), -2);
  });

  it("has no forecast while the level stands or sinks", () => {
    for (const levels of [Array.from({ length: 20 }, () => 0.5), rising(0.6, -0.005, 20)]) {
      expect(binStateOf(hourly(...levels))).toMatchObject({ ratePerH: 0, fullAtMs: null });
    }
  });

  it("has no rate in the first hours after an emptying", () => {
    const state = binStateOf(hourly(...rising(0.5, 0.05, 8), 0.02, 0.06, 0.1));
    expect(state).toMatchObject({ emptiedAtMs: at(8), ratePerH: 0, fullAtMs: null });
  });

  it("of a full bin says since when", () => {
    const state = binStateOf(hourly(...rising(0.75, 0.05, 6), 1, 1, 0.99));
    expect(state?.fillRatio).toBe(0.99);
    expect(state?.fullAtMs).toBe(at(rising(0.75, 0.05, 6).findIndex((x) => x >= BIN_FULL_RATIO)));
  });
});

describe("an emptying", () => {
  it("is seen at the second empty sample, at the time of the first", () => {
    const before = rising(0.3, 0.06, 10);
    expect(binStateOf(hourly(...before, 0.03))).toMatchObject({ emptiedAtMs: null });
    expect(binStateOf(hourly(...before, 0.03))?.fillRatio).toBeCloseTo(0.84);
    expect(binStateOf(hourly(...before, 0.03, 0.05))).toMatchObject({
      emptiedAtMs: at(10),
      fillRatio: 0.05,
    });
  });

  it("twice a day is seen twice, and the rate is that since the last one", () => {
    const morning = rising(0.05, 0.1, 9);
    const evening = rising(0.04, 0.07, 12);
    const first = binStateOf(hourly(...morning, ...evening));
    expect(first?.emptiedAtMs).toBe(at(9));
    expect(first?.ratePerH).toBeCloseTo(0.07);
    const second = binStateOf(hourly(...morning, ...evening, ...rising(0.02, 0.03, 6)));
    expect(second?.emptiedAtMs).toBe(at(21));
    expect(second?.ratePerH).toBeCloseTo(0.03);
  });

  it("of a market's bin that fills in four hours is seen", () => {
    const state = binStateOf(hourly(0.05, 0.3, 0.55, 0.8, 0.05, 0.06));
    expect(state).toMatchObject({ emptiedAtMs: at(4), fillRatio: 0.06 });
  });

  it("of a quarter full bin is seen", () => {
    expect(binStateOf(hourly(0.2, 0.22, 0.25, 0.02, 0.02))?.emptiedAtMs).toBe(at(3));
  });

  it("during hours without echo is seen when the echo is back", () => {
    const state = binStateOf(hourly(0.7, 0.75, 0.8, null, null, null, 0.1, 0.12));
    expect(state?.emptiedAtMs).toBe(at(6));
  });

  it("is not what settling waste looks like", () => {
    expect(binStateOf(hourly(0.5, 0.52, 0.49, 0.5, 0.47, 0.46))?.emptiedAtMs).toBeNull();
  });
});

describe("a wrong echo", () => {
  const levels = rising(0.2, 0.03, 16);
  const truth = binStateOf(hourly(...levels));

  it.each([
    ["full", 1],
    ["empty", 0],
  ])("that reads %s once changes nothing, wherever it comes", (_name, wrong) => {
    for (let index = 0; index < levels.length - 1; index++) {
      const state = binStateOf(hourly(...levels.with(index, wrong)));
      expect(state?.emptiedAtMs).toBeNull();
      expect(state?.fillRatio).toBe(truth?.fillRatio);
      expect(state?.ratePerH).toBeCloseTo(truth?.ratePerH ?? 0, 6);
    }
  });

  it.each([0, 1])("%d as the newest sample is not believed yet", (wrong) => {
    const state = binStateOf(hourly(...levels, wrong));
    expect(state).toMatchObject({ fillRatio: truth?.fillRatio, emptiedAtMs: null });
  });

  it("now and then, on both sides, changes nothing", () => {
    const spoiled = levels.map((level, hour) => (hour % 5 === 2 ? 1 : hour % 5 === 4 ? 0 : level));
    const state = binStateOf(hourly(...spoiled));
    expect(state?.emptiedAtMs).toBeNull();
    expect(state?.ratePerH).toBeCloseTo(0.03, 6);
  });

  it("of a wall for hours is no emptying when it ends, and does not stay in the rate", () => {
    const state = binStateOf(hourly(...levels, 1, 1, 1, 1, 1, 0.68, 0.7, 0.74));
    expect(state).toMatchObject({ emptiedAtMs: null, fillRatio: 0.74 });
    expect(state?.ratePerH).toBeLessThan(0.04);
  });

  it("of a wall over a nearly full bin is no emptying either", () => {
    expect(binStateOf(hourly(0.7, 0.75, 1, 1, 1, 0.77, 0.78))?.emptiedAtMs).toBeNull();
  });

  it("of a wall does not hide that the bin was emptied meanwhile", () => {
    const state = binStateOf(hourly(...levels, 1, 1, 1, 1, 0.04, 0.05));
    expect(state?.emptiedAtMs).toBe(at(levels.length + 4));
  });

  it("is believed after a day: then it was waste", () => {
    const echoes = Array.from({ length: 26 }, () => 0.9);
    const state = binStateOf(hourly(0.1, 0.1, 0.1, ...echoes, 0.05, 0.06));
    expect(state?.emptiedAtMs).toBe(at(29));
  });
});

describe("a gap without echo", () => {
  it("is not a level and does not slow the rate", () => {
    const levels = rising(0.1, 0.04, 20).map((level, hour) =>
      hour > 6 && hour < 13 ? null : level,
    );
    const state = binStateOf(hourly(...levels));
    expect(state?.ratePerH).toBeCloseTo(0.04, 6);
    expect(state?.emptiedAtMs).toBeNull();
  });

  it("in which much was thrown in is a rise, not an error", () => {
    const state = binStateOf(hourly(0.1, 0.12, 0.14, null, null, null, 0.7, 0.72, 0.74));
    expect(state).toMatchObject({ fillRatio: 0.74, emptiedAtMs: null });
  });
});
