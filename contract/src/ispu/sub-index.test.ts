import { describe, expect, it } from "vitest";
import { ISPU_BREAKPOINTS, ISPU_PARAMETERS, ISPU_STEPS, type IspuParameter } from "./parameter.ts";
import { subIndexOf } from "./sub-index.ts";

describe("sub-index", () => {
  // Worked by hand from the table and the formula.
  it.each<[IspuParameter, number, number]>([
    ["pm25", 12, 38.71],
    ["pm25", 15.5, 50],
    ["pm25", 35, 74.436],
    ["pm25", 55.4, 100],
    ["pm25", 80, 125.895],
    ["pm25", 200, 249.6],
    ["pm25", 300, 339.744],
    ["pm10", 75, 62.5],
    ["pm10", 250, 150],
    ["pm10", 385, 250],
    ["pm10", 460, 400],
    ["so2", 100, 68.75],
    ["co", 6_000, 75],
    ["o3", 300, 139.394],
    ["no2", 665, 150],
    ["no2", 1_695, 250],
    ["hc", 72.5, 75],
    ["hc", 540, 400],
  ])("of %s at %d µg/m³ is %d", (parameter, concentration, index) => {
    expect(subIndexOf(parameter, concentration).index).toBeCloseTo(index, 3);
  });

  it.each(ISPU_PARAMETERS)("of %s is exact at both ends and on every edge", (parameter) => {
    expect(subIndexOf(parameter, 0)).toEqual({ index: 0, beyondScale: false });
    ISPU_BREAKPOINTS[parameter].forEach((concentration, row) => {
      expect(subIndexOf(parameter, concentration)).toEqual({
        index: ISPU_STEPS[row],
        beyondScale: false,
      });
    });
  });

  it.each(ISPU_PARAMETERS)("of %s beyond the table is 500 and says so", (parameter) => {
    const last = ISPU_BREAKPOINTS[parameter][4];
    for (const concentration of [last + 1e-9 * last, last + 0.1, last * 10]) {
      expect(subIndexOf(parameter, concentration)).toEqual({ index: 500, beyondScale: true });
    }
  });

  it.each([-0.001, Number.NaN, Number.POSITIVE_INFINITY])("refuses %d µg/m³", (concentration) => {
    expect(() => subIndexOf("pm25", concentration)).toThrow(RangeError);
  });
});
