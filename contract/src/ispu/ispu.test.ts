import { describe, expect, it } from "vitest";
import type { HourMean } from "./day-mean.ts";
import { ispuOf } from "./ispu.ts";

const hours = (value: number, measured = 24): HourMean[] =>
  Array.from({ length: 24 }, (_, hour) => (hour < measured ? value : null));

describe("ISPU", () => {
  it("is the highest sub-index, names its parameter and lists what was measured", () => {
    const ispu = ispuOf({ pm25: hours(35), pm10: hours(75), co: hours(6_000) });
    expect(ispu).toMatchObject({ index: 75, critical: "co", provisional: false });
    expect(ispu?.category.nameId).toBe("Sedang");
    expect(ispu?.measured.map(({ parameter }) => parameter)).toEqual(["pm25", "pm10", "co"]);
  });

  it("does not know a parameter that was not measured, instead of calling it clean", () => {
    const ispu = ispuOf({ pm25: hours(35), so2: hours(0, 0) });
    expect(ispu?.measured.map(({ parameter }) => parameter)).toEqual(["pm25"]);
  });

  it("rounds last, and the category is that of the number shown", () => {
    // 15.6 µg/m³ is index 50.125: shown as 50, so "Baik".
    expect(ispuOf({ pm25: hours(15.6) })).toMatchObject({ index: 50, category: { id: "good" } });
    expect(ispuOf({ pm25: hours(16) })).toMatchObject({ index: 51, category: { id: "moderate" } });
    expect(ispuOf({ pm25: hours(250.4) })).toMatchObject({
      index: 300,
      category: { id: "very-unhealthy" },
    });
    expect(ispuOf({ pm25: hours(251.7) })).toMatchObject({
      index: 301,
      category: { id: "hazardous" },
    });
  });

  it("is 500 with a mark beyond the table, and the parameter beyond it is the critical one", () => {
    const ispu = ispuOf({ pm25: hours(500), pm10: hours(501) });
    expect(ispu).toMatchObject({ index: 500, beyondScale: true, critical: "pm10" });
    expect(ispuOf({ pm25: hours(500) })).toMatchObject({ index: 500, beyondScale: false });
  });

  it("names the first of the table when two are equal", () => {
    expect(ispuOf({ no2: hours(80), pm10: hours(50) })?.critical).toBe("pm10");
  });

  it.each([
    [18, false],
    [17, true],
    [16, true],
  ])("with %d hours is provisional: %s", (measured, provisional) => {
    expect(ispuOf({ pm25: hours(35, measured) })).toMatchObject({ index: 74, provisional });
  });

  it("takes another limit of completeness", () => {
    expect(ispuOf({ pm25: hours(35, 20) }, 0.9)?.provisional).toBe(true);
    expect(ispuOf({ pm25: hours(35, 16) }, 0.5)?.provisional).toBe(false);
  });

  it("says nothing with too few hours, and a parameter with too few does not count", () => {
    expect(ispuOf({ pm25: hours(35, 15) })).toBeNull();
    expect(ispuOf({})).toBeNull();
    const ispu = ispuOf({ pm25: hours(400, 15), pm10: hours(10) });
    expect(ispu).toMatchObject({ index: 10, critical: "pm10" });
  });
});
