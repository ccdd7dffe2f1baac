import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { dayMeanOf, ISPU_HOURS, ISPU_HOURS_MIN, type HourMean } from "./day-mean.ts";

/** A day with so many measured hours, the last ones missing. */
const day = (measured: number, value = 20): HourMean[] =>
  Array.from({ length: ISPU_HOURS }, (_, hour) => (hour < measured ? value : null));

describe("24-hour mean", () => {
  it("is the mean of the hours", () => {
    const hours = Array.from({ length: 24 }, (_, hour) => hour);
    expect(dayMeanOf(hours)).toEqual({ meanUgM3: 11.5, completenessRatio: 1 });
  });

  it.each([
    [24, 1],
    [18, 0.75],
    [17, 17 / 24],
    [16, 16 / 24],
  ])("of %d measured hours counts those alone and says how many", (measured, ratio) => {
    expect(dayMeanOf(day(measured))).toEqual({ meanUgM3: 20, completenessRatio: ratio });
  });

  it.each([15, 1, 0])("does not exist with %d measured hours", (measured) => {
    expect(dayMeanOf(day(measured))).toBeNull();
  });

  it("counts a measured zero as zero", () => {
    expect(dayMeanOf([...day(12).slice(0, 12), ...day(12, 0).slice(0, 12)])?.meanUgM3).toBe(10);
  });

  const measured = fc.array(fc.double({ min: 0.1, max: 3_000, noNaN: true }), {
    minLength: ISPU_HOURS_MIN,
    maxLength: ISPU_HOURS,
  });
  const gaps = fc.array(fc.nat(ISPU_HOURS), { minLength: ISPU_HOURS, maxLength: ISPU_HOURS });

  it("never reads a missing hour as zero: it stays within what was measured, wherever gaps are", () => {
    fc.assert(
      fc.property(measured, gaps, (known, places) => {
        const hours: HourMean[] = [...known];
        for (let index = 0; hours.length < ISPU_HOURS; index++) {
          hours.splice(places[index] ?? 0, 0, null);
        }
        const mean = dayMeanOf(hours)?.meanUgM3;
        expect(mean).toBeGreaterThanOrEqual(Math.min(...known) * (1 - 1e-12));
        expect(mean).toBeLessThanOrEqual(Math.max(...known) * (1 + 1e-12));
      }),
    );
  });

  it.each([0, 23, 25])("refuses %d hours", (count) => {
    expect(() => dayMeanOf(Array.from({ length: count }, () => 1))).toThrow(RangeError);
  });
});
