import type { WeighingSchedule } from "@resik/contract/http/bank/profile";
import { describe, expect, it } from "vitest";
import { nextWeighingOn, wibDateOf } from "./weighing-days.ts";

const schedule = (weekdays: number[], weeksOfMonth: number[] = []): WeighingSchedule => ({
  weekdays,
  weeksOfMonth,
  opensAt: "07:30",
  closesAt: "11:00",
});
/** 2026-11-01 is a Sunday. */
const wib = (text: string): number => Date.parse(`${text}:00+07:00`);
const SUNDAY = 0;
const SATURDAY = 6;

describe("the next weighing day", () => {
  it("is none without a schedule", () => {
    expect(nextWeighingOn(null, wib("2026-11-01T08:00"))).toBeNull();
  });

  it("is today until the bank closes, and the next one from that minute on", () => {
    const sundays = schedule([SUNDAY]);
    expect(nextWeighingOn(sundays, wib("2026-11-01T00:00"))).toBe("2026-11-01");
    expect(nextWeighingOn(sundays, wib("2026-11-01T10:59"))).toBe("2026-11-01");
    expect(nextWeighingOn(sundays, wib("2026-11-01T11:00"))).toBe("2026-11-08");
    expect(nextWeighingOn(sundays, wib("2026-11-02T06:00"))).toBe("2026-11-08");
  });

  it("is counted in WIB: late on Saturday in UTC it is Sunday here", () => {
    expect(nextWeighingOn(schedule([SUNDAY]), Date.parse("2026-10-31T17:00:00Z"))).toBe(
      "2026-11-01",
    );
    expect(nextWeighingOn(schedule([SATURDAY]), Date.parse("2026-10-31T17:00:00Z"))).toBe(
      "2026-11-07",
    );
    expect(wibDateOf(Date.parse("2026-12-31T17:00:00Z"))).toBe("2027-01-01");
  });

  it("is the soonest of several weekdays", () => {
    expect(nextWeighingOn(schedule([SUNDAY, SATURDAY]), wib("2026-11-03T09:00"))).toBe(
      "2026-11-07",
    );
  });

  it("keeps to the weeks of the month", () => {
    const secondAndFourth = schedule([SATURDAY], [2, 4]);
    expect(nextWeighingOn(secondAndFourth, wib("2026-11-01T08:00"))).toBe("2026-11-14");
    expect(nextWeighingOn(secondAndFourth, wib("2026-11-14T11:00"))).toBe("2026-11-28");
    expect(nextWeighingOn(secondAndFourth, wib("2026-11-28T12:00"))).toBe("2026-12-12");
  });

  it("waits for a month that has a fifth one", () => {
    expect(nextWeighingOn(schedule([SUNDAY], [5]), wib("2026-11-29T10:00"))).toBe("2026-11-29");
    expect(nextWeighingOn(schedule([SUNDAY], [5]), wib("2026-11-29T11:00"))).toBe("2027-01-31");
  });
});
