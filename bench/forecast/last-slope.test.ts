import { describe, expect, it } from "vitest";
import { lastSlopeOf } from "./last-slope.ts";
import { BIN_FULL_RATIO, type FillSample } from "@resik/contract/bin/fill-cycle";

const HOUR_MS = 3_600_000;
const START_MS = Date.parse("2026-03-01T00:00:00Z");
const at = (hour: number): number => START_MS + hour * HOUR_MS;

/** One level an hour; null where there was no echo. */
const hourly = (...levels: (number | null)[]): FillSample[] =>
  levels.flatMap((fillRatio, hour) => (fillRatio === null ? [] : [{ atMs: at(hour), fillRatio }]));
/** Levels that rise evenly. */
const rising = (from: number, perH: number, hours: number): number[] =>
  Array.from({ length: hours }, (_, hour) => from + hour * perH);

describe("last slope", () => {
  it("does not exist without a sample", () => {
    expect(lastSlopeOf([])).toBeNull();
  });

  it("of one sample is its level and no more", () => {
    expect(lastSlopeOf(hourly(0.4))).toEqual({
      fillRatio: 0.4,
      emptiedAtMs: null,
      ratePerH: 0,
      fullAtMs: null,
    });
  });

  it("tells the rate of an even rise and when it will be full", () => {
    const state = lastSlopeOf(hourly(...rising(0.15, 0.05, 11)));
    expect(state?.fillRatio).toBeCloseTo(0.65);
    expect(state?.ratePerH).toBeCloseTo(0.05);
    // 0.3 more at 0.05 an hour.
    expect(state?.fullAtMs).toBeCloseTo(at(16), -2);
  });

  it("takes another level as full", () => {
    expect(lastSlopeOf(hourly(...rising(0.15, 0.05, 11)), 0.75)?.fullAtMs).toBeCloseTo(at(12), -2);
  });

  it("has no forecast while the level stands or sinks", () => {
    for (const levels of [Array.from({ length: 20 }, () => 0.5), rising(0.6, -0.005, 20)]) {
      expect(lastSlopeOf(hourly(...levels))).toMatchObject({ ratePerH: 0, fullAtMs: null });
    }
  });

  it("has no rate in the first hours after an emptying", () => {
    const state = lastSlopeOf(hourly(...rising(0.5, 0.05, 8), 0.02, 0.06, 0.1));
    expect(state).toMatchObject({ emptiedAtMs: at(8), ratePerH: 0, fullAtMs: null });
  });

  it("of a full bin says since when", () => {
    const state = lastSlopeOf(hourly(...rising(0.75, 0.05, 6), 1, 1, 0.99));
    expect(state?.fillRatio).toBe(0.99);
    expect(state?.fullAtMs).toBe(at(rising(0.75, 0.05, 6).findIndex((x) => x >= BIN_FULL_RATIO)));
  });
});

describe("the rate of the last slope", () => {
  const levels = rising(0.2, 0.03, 16);

  it("is that since the last emptying", () => {
    const two = [...rising(0.05, 0.1, 9), ...rising(0.04, 0.07, 12)];
    expect(lastSlopeOf(hourly(...two))?.ratePerH).toBeCloseTo(0.07);
    expect(lastSlopeOf(hourly(...two, ...rising(0.02, 0.03, 6)))?.ratePerH).toBeCloseTo(0.03);
  });

  it("does not move by wrong echoes on both sides", () => {
    const spoiled = levels.map((level, hour) => (hour % 5 === 2 ? 1 : hour % 5 === 4 ? 0 : level));
    expect(lastSlopeOf(hourly(...spoiled))?.ratePerH).toBeCloseTo(0.03, 6);
  });

  it("is not slowed by a gap", () => {
    const gappy = rising(0.1, 0.04, 20).map((level, hour) =>
      hour > 6 && hour < 13 ? null : level,
    );
    expect(lastSlopeOf(hourly(...gappy))?.ratePerH).toBeCloseTo(0.04, 6);
  });
});
