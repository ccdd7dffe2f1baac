import { describe, expect, it } from "vitest";
import { expectedRise, riseUntil, UNKNOWN_RHYTHM, type BinRhythm } from "./bin-rhythm.ts";
import type { FillSample } from "./fill-cycle.ts";
import { forecastFull, fullChance } from "./full-forecast.ts";
import { learnRhythm } from "./learn-rhythm.ts";

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
/** A Monday, midnight in the district. */
const START_MS = Date.parse("2026-06-01T00:00:00+07:00");

const isMarket = (hour: number): boolean =>
  Math.floor(hour / 24) % 7 === 2 && hour % 24 >= 8 && hour % 24 < 14;
/** Hourly levels of some weeks: nothing by night, a market every Wednesday, emptied when full. */
function weeksOf(weeks: number): FillSample[] {
  let level = 0;
  return Array.from({ length: weeks * 168 }, (_, hour) => {
    const ofDay = hour % 24;
    level += isMarket(hour) ? 0.05 : ofDay >= 6 && ofDay < 20 ? 0.012 : 0;
    if (level > 0.9) level = 0;
    return { atMs: START_MS + hour * HOUR_MS + HOUR_MS, fillRatio: level };
  });
}

describe("a rhythm", () => {
  it("of a bin nobody followed is flat", () => {
    expect(learnRhythm([])).toBe(UNKNOWN_RHYTHM);
    const day = expectedRise(UNKNOWN_RHYTHM, START_MS, START_MS + DAY_MS);
    expect(day).toBeCloseTo(1 / 3);
  });

  it("learns nights, and a market day after some weeks", () => {
    const levels = weeksOf(5);
    const rhythm = learnRhythm(levels);
    const riseOn = (day: number, from: number, to: number): number => {
      const dayMs = START_MS + (35 + day) * DAY_MS;
      return expectedRise(rhythm, dayMs + from * HOUR_MS, dayMs + to * HOUR_MS);
    };
    expect(riseOn(0, 0, 5)).toBeLessThan(0.01);
    expect(riseOn(0, 8, 14)).toBeLessThan(0.12);
    expect(riseOn(2, 8, 14)).toBeGreaterThan(2 * riseOn(0, 8, 14));
  });

  it("stays near flat while there is little history", () => {
    const ofDays = (days: number): number => {
      const rhythm = learnRhythm(weeksOf(5).slice(0, days * 24));
      const nightMs = START_MS + 40 * DAY_MS;
      return expectedRise(rhythm, nightMs, nightMs + 5 * HOUR_MS) / (5 * rhythm.perH);
    };
    expect(ofDays(1)).toBeGreaterThan(2 * ofDays(28));
    expect(ofDays(28)).toBeLessThan(0.15);
  });

  it("does not learn from wall echoes and emptyings", () => {
    const levels = weeksOf(5);
    const from = levels.findIndex(({ fillRatio }, hour) => hour > 500 && fillRatio < 0.2);
    const spoiled = levels.map((level, hour) =>
      hour >= from && hour < from + 6 ? { ...level, fillRatio: 1 } : level,
    );
    expect(learnRhythm(spoiled).perH / learnRhythm(levels).perH).toBeCloseTo(1, 1);
  });

  it("finds the instant of a rise again", () => {
    const rhythm = learnRhythm(weeksOf(3));
    for (let rise = 0.01; rise < 2.5; rise += 0.13) {
      const untilMs = riseUntil(rhythm, START_MS, rise);
      expect(expectedRise(rhythm, START_MS, untilMs)).toBeCloseTo(rise, 6);
    }
  });
});

describe("the forecast of a full bin", () => {
  const rhythm: BinRhythm = { ...UNKNOWN_RHYTHM, perH: 0.02, rateVariance: 0.001 };
  const nowMs = START_MS;

  it("is about where the mean rise leads, and its interval holds it", () => {
    const full = forecastFull({ rhythm, fillRatio: 0.55, atMs: nowMs, nowMs });
    expect(((full?.atMs ?? 0) - nowMs) / HOUR_MS).toBeGreaterThan(19);
    expect(((full?.atMs ?? 0) - nowMs) / HOUR_MS).toBeLessThan(22);
    expect(full?.earlyMs).toBeLessThan(full?.atMs ?? 0);
    expect(full?.lateMs).toBeGreaterThan(full?.atMs ?? 0);
  });

  it("says its own chances at its edges", () => {
    const standing = { rhythm, fillRatio: 0.5, atMs: nowMs };
    const full = forecastFull({ ...standing, nowMs });
    expect(fullChance(standing, full?.earlyMs ?? 0)).toBeCloseTo(0.1, 2);
    expect(fullChance(standing, full?.atMs ?? 0)).toBeCloseTo(0.5, 2);
    expect(fullChance(standing, full?.lateMs ?? 0)).toBeCloseTo(0.9, 2);
    expect(fullChance(standing, nowMs)).toBe(0);
    expect(fullChance({ ...standing, fillRatio: 0.96 }, nowMs)).toBe(1);
  });

  it("is wider when nobody knows the rate yet", () => {
    const width = (of: BinRhythm): number => {
      const full = forecastFull({ rhythm: of, fillRatio: 0.5, atMs: nowMs, nowMs });
      return full ? full.lateMs - full.earlyMs : 0;
    };
    expect(width({ ...rhythm, rateVariance: 0.6 })).toBeGreaterThan(2 * width(rhythm));
  });

  it("waits for the morning where nights bring nothing", () => {
    const learned = learnRhythm(weeksOf(5));
    const eveningMs = START_MS + 35 * DAY_MS + 21 * HOUR_MS;
    const full = forecastFull({
      rhythm: learned,
      fillRatio: 0.92,
      atMs: eveningMs,
      nowMs: eveningMs,
    });
    expect(((full?.atMs ?? 0) - eveningMs) / HOUR_MS).toBeGreaterThan(8);
  });

  it("is not given of a full bin, of an old level, or beyond a month", () => {
    expect(forecastFull({ rhythm, fillRatio: 0.95, atMs: nowMs, nowMs })).toBeNull();
    const old = { rhythm, fillRatio: 0.5, atMs: nowMs, nowMs: nowMs + 3 * DAY_MS };
    expect(forecastFull(old)).toBeNull();
    const slow = { ...rhythm, perH: 0.0005 };
    expect(forecastFull({ rhythm: slow, fillRatio: 0.1, atMs: nowMs, nowMs })).toBeNull();
  });

  it("is never before now, however overdue", () => {
    const laterMs = nowMs + 40 * HOUR_MS;
    const full = forecastFull({ rhythm, fillRatio: 0.9, atMs: nowMs, nowMs: laterMs });
    expect(full).toMatchObject({ earlyMs: laterMs, atMs: laterMs });
  });
});
