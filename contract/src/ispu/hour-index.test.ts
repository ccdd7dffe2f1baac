import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { ROLLUP_MS } from "../series.ts";
import { ISPU_COMPLETE_RATIO, type HourMean } from "./day-mean.ts";
import { ispuOfHour } from "./hour-index.ts";
import { ISPU_PARAMETERS, type IspuParameter } from "./parameter.ts";

/** 00:00 WIB of 22 November 2026. */
const MIDNIGHT_MS = Date.UTC(2026, 10, 21, 17);
const at = (hour: number): number => MIDNIGHT_MS + hour * ROLLUP_MS;
const row = (means: Partial<Record<IspuParameter, number>>): HourMean[] =>
  ISPU_PARAMETERS.map((parameter) => means[parameter] ?? null);
/** Hours by their distance from midnight; one that gives nothing was not measured. */
const hoursOf = (from: number, to: number, meanOf: (hour: number) => HourMean[] | null) =>
  new Map(
    Array.from({ length: to - from }, (_, index) => from + index).flatMap((hour) => {
      const means = meanOf(hour);
      return means === null ? [] : [[at(hour), means] as const];
    }),
  );
const ispuAt = (hours: ReturnType<typeof hoursOf>, hour: number) =>
  ispuOfHour(hours, at(hour), ISPU_COMPLETE_RATIO);

describe("ISPU of the 24 hours that end with an hour", () => {
  it("takes these 24 hours, not the one before them and not the one after", () => {
    const hours = hoursOf(-40, 40, (hour) => row({ pm25: hour < -23 || hour > 0 ? 400 : 12 }));
    expect(ispuAt(hours, 0)).toMatchObject({ index: 39, provisional: false });
    expect(ispuAt(hours, 1)?.index).toBeGreaterThan(39);
    expect(ispuAt(hours, -1)?.index).toBeGreaterThan(39);
  });

  it("rolls over midnight as over any other hour", () => {
    const hours = hoursOf(-60, 60, () => row({ pm25: 35 }));
    for (const hour of [-2, -1, 0, 1, 7, 17]) expect(ispuAt(hours, hour)?.index).toBe(74);
    // An hour earlier or later only moves the window: the day of the calendar has no part in it.
    const rising = hoursOf(-60, 60, (hour) => row({ pm25: 100 + hour }));
    const indexes = [-3, -2, -1, 0, 1, 2].map((hour) => {
      const part = ispuAt(rising, hour)?.measured[0];
      return part?.meanUgM3;
    });
    expect(indexes).toEqual([85.5, 86.5, 87.5, 88.5, 89.5, 90.5]);
  });

  it("is provisional in a gap of seven hours and nothing in one of nine", () => {
    const gap = (length: number) =>
      hoursOf(-60, 1, (hour) => (hour >= -length && hour < 0 ? null : row({ pm25: 35 })));
    expect(ispuAt(gap(6), 0)).toMatchObject({ index: 74, provisional: false });
    expect(ispuAt(gap(7), 0)).toMatchObject({ index: 74, provisional: true });
    expect(ispuAt(gap(8), 0)).toMatchObject({ index: 74, provisional: true });
    expect(ispuAt(gap(9), 0)).toBeNull();
  });

  it("is nothing while the station is silent, and comes back with what came late", () => {
    const hours = hoursOf(-30, 1, (hour) => (hour > -3 ? null : row({ pm25: 35 })));
    expect(ispuAt(hours, -3)?.index).toBe(74);
    expect(ispuAt(hours, -2)).toBeNull();
    expect(ispuAt(hours, 0)).toBeNull();
    hours.set(at(0), row({ pm25: 35 }));
    expect(ispuAt(hours, 0)).toMatchObject({ index: 74, completenessRatio: 22 / 24 });
    for (const late of [-2, -1]) hours.set(at(late), row({ pm25: 95 }));
    expect(ispuAt(hours, 0)).toMatchObject({ completenessRatio: 1, index: 81 });
  });

  it("knows each parameter by its own hours", () => {
    const hours = hoursOf(-30, 1, (hour) =>
      row({ pm25: 20, ...(hour > -17 ? { pm10: 200 } : {}), ...(hour > -3 ? { so2: 900 } : {}) }),
    );
    const ispu = ispuAt(hours, 0);
    expect(ispu).toMatchObject({ critical: "pm10", provisional: true });
    expect(ispu?.measured.map(({ parameter }) => parameter)).toEqual(["pm25", "pm10"]);
  });

  it("never reads an hour without a value as zero, wherever the gaps are", () => {
    const values = fc.array(fc.option(fc.double({ min: 40, max: 60, noNaN: true })), {
      minLength: 24,
      maxLength: 24,
    });
    fc.assert(
      fc.property(values, (means) => {
        const hours = hoursOf(-23, 1, (hour) => {
          const mean = means[hour + 23] ?? null;
          return mean === null ? null : row({ pm25: mean });
        });
        const ispu = ispuAt(hours, 0);
        const measured = means.filter((mean) => mean !== null).length;
        expect(ispu === null).toBe(measured < 16 || means[23] === null);
        expect(ispu?.measured[0]?.meanUgM3 ?? 40).toBeGreaterThanOrEqual(40 - 1e-9);
      }),
    );
  });
});
