import { describe, expect, it } from "vitest";
import { BATTERY_DAYS_MAX, batteryDaysLeftOf, type BatteryDay } from "./battery-days.ts";

const DAY_MS = 86_400_000;

describe("the days that a cell has left", () => {
  const days = (...volts: number[]): BatteryDay[] =>
    volts.map((batteryV, day) => ({ atMs: day * DAY_MS, batteryV }));
  const falling = (from: number, perDay: number, count: number) =>
    days(...Array.from({ length: count }, (_, day) => from - perDay * day));

  it("follow its own fall", () => {
    expect(batteryDaysLeftOf(falling(3.5, 0.01, 11))).toBeCloseTo(30, 5);
  });

  it("are not moved by a day of wrong voltage", () => {
    const spoiled = falling(3.5, 0.01, 11).map((day, index) =>
      index === 5 ? { ...day, batteryV: 3.44 } : day,
    );
    const left = batteryDaysLeftOf(spoiled) ?? 0;
    expect(left).toBeGreaterThan(25);
    expect(left).toBeLessThan(32);
  });

  it("begin anew with another cell, and end with an empty one", () => {
    const old = [3.3, 3.25, 3.2, 3.15, 3.1];
    expect(batteryDaysLeftOf(days(...old, 3.65, 3.64))).toBeNull();
    expect(batteryDaysLeftOf(days(...old, 3.65, 3.65, 3.65, 3.65))).toBe(BATTERY_DAYS_MAX);
    expect(batteryDaysLeftOf(days(3.3, 3.2, 3.15, 3.05))).toBe(0);
  });

  it("see that a cell falls faster at its end", () => {
    const flat = Array.from({ length: 20 }, () => 3.6);
    const end = [3.57, 3.53, 3.49, 3.45, 3.41, 3.37];
    expect(batteryDaysLeftOf(days(...flat, ...end))).toBeLessThan(8);
  });

  it("are unknown of a few days", () => {
    expect(batteryDaysLeftOf(falling(3.5, 0.01, 3))).toBeNull();
    expect(batteryDaysLeftOf([])).toBeNull();
  });
});
