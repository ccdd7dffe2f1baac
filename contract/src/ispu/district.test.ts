import { describe, expect, it } from "vitest";
import { ispuCategoryOf } from "./category.ts";
import { districtIspuOf } from "./district.ts";
import { pm25HourCategory } from "./pm25-hour.ts";

const station = (name: string, index: number | null, beyondScale = false) => ({
  station: name,
  index: index === null ? null : { index, beyondScale, category: ispuCategoryOf(index).id },
});

describe("district's ISPU", () => {
  it("is the worst station's, with the middle one and the count of each category beside it", () => {
    const district = districtIspuOf([
      station("a", 40),
      station("b", null),
      station("c", 120),
      station("d", 51),
    ]);
    expect(district).toEqual({
      worst: "c",
      medianIndex: 51,
      byCategory: { good: 1, moderate: 1, unhealthy: 1, "very-unhealthy": 0, hazardous: 0 },
      without: 1,
    });
  });

  it("takes the mean of the middle two, rounded", () => {
    expect(districtIspuOf([station("a", 40), station("b", 51)]).medianIndex).toBe(46);
  });

  it("does not take a silent station for a clean one", () => {
    expect(districtIspuOf([station("a", null), station("b", null)])).toMatchObject({
      worst: null,
      medianIndex: null,
      without: 2,
    });
    expect(districtIspuOf([])).toMatchObject({ worst: null, without: 0 });
  });

  it("names the one beyond the table where several stand at its end, else the first", () => {
    const ends = [station("a", 500), station("b", 500, true), station("c", 500, true)];
    expect(districtIspuOf(ends).worst).toBe("b");
    expect(districtIspuOf([station("a", 80), station("b", 80)]).worst).toBe("a");
  });
});

describe("category of one hour's PM2.5", () => {
  it.each([
    [0, "good"],
    [15.5, "good"],
    [16, "moderate"],
    [55.4, "moderate"],
    [150.4, "unhealthy"],
    [250.4, "very-unhealthy"],
    [252, "hazardous"],
    [900, "hazardous"],
  ])("%d µg/m³ is %s", (mean, category) => {
    expect(pm25HourCategory(mean).id).toBe(category);
  });

  it("refuses what is no concentration", () => {
    expect(() => pm25HourCategory(-1)).toThrow(RangeError);
  });
});
