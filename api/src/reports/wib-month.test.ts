import { describe, expect, it } from "vitest";
import {
  addMonths,
  isMonthOver,
  lastDayOf,
  monthsOfHalf,
  rangeOfMonth,
  wibMonthOf,
} from "./wib-month.ts";

describe("months in WIB", () => {
  it("begin and end at midnight here, seven hours before it is midnight in UTC", () => {
    const { fromMs, toMs } = rangeOfMonth("2026-01");
    expect(new Date(fromMs).toISOString()).toBe("2025-12-31T17:00:00.000Z");
    expect(new Date(toMs).toISOString()).toBe("2026-01-31T17:00:00.000Z");
    expect(wibMonthOf(fromMs - 1)).toBe("2025-12");
    expect(wibMonthOf(fromMs)).toBe("2026-01");
    expect(wibMonthOf(toMs - 1)).toBe("2026-01");
    expect(wibMonthOf(toMs)).toBe("2026-02");
  });

  it("are over in the very instant in which the next begins", () => {
    const { toMs } = rangeOfMonth("2026-12");
    expect(isMonthOver("2026-12", toMs - 1)).toBe(false);
    expect(isMonthOver("2026-12", toMs)).toBe(true);
  });

  it("are counted over the turn of the year, both ways", () => {
    expect(addMonths("2026-12", 1)).toBe("2027-01");
    expect(addMonths("2026-01", -1)).toBe("2025-12");
    expect(addMonths("2026-03", -12)).toBe("2025-03");
    expect(addMonths("2026-11", 14)).toBe("2028-01");
  });

  it("know their last day, in leap years too", () => {
    expect(["2026-02", "2028-02", "2026-12"].map(lastDayOf)).toEqual([
      "2026-02-28",
      "2028-02-29",
      "2026-12-31",
    ]);
  });

  it("make two half-years", () => {
    expect(monthsOfHalf(2026, 1)).toEqual([1, 2, 3, 4, 5, 6].map((month) => `2026-0${month}`));
    expect(monthsOfHalf(2026, 2).at(-1)).toBe("2026-12");
  });
});
