import { describe, expect, it } from "vitest";
import { districtHoursOf, familyBiasOf, familyRatioOf, type HourMeans } from "./family.ts";

const HOUR_MS = 3_600_000;

describe("a station's family", () => {
  const hours = (factor: number, count = 24): HourMeans =>
    new Map(
      Array.from({ length: count }, (_, hour) => [
        hour * HOUR_MS,
        factor * (40 + 20 * Math.sin(hour)),
      ]),
    );
  const ratio = (own: HourMeans, ...others: HourMeans[]) => {
    const bias = familyBiasOf(own, districtHoursOf([own, ...others]));
    return bias === null ? null : familyRatioOf(bias);
  };

  it("agrees with one that is like it, and not with one that says thrice or a third", () => {
    expect(ratio(hours(1.1), hours(1), hours(0.9))).toBeCloseTo(1.09, 1);
    expect(ratio(hours(3), hours(1), hours(1.1))).toBeGreaterThan(2.2);
    expect(ratio(hours(1 / 3), hours(1), hours(1.1))).toBeGreaterThan(2.2);
  });

  it("does not mind some hours of smoke", () => {
    const smoky = new Map([...hours(1)].map(([at, value], hour) => [at, hour < 4 ? 400 : value]));
    expect(ratio(smoky, hours(1), hours(1))).toBeCloseTo(1, 5);
  });

  it("cannot judge with two stations, nor of half a day", () => {
    expect(ratio(hours(3), hours(1))).toBeNull();
    expect(ratio(hours(3, 11), hours(1), hours(1))).toBeNull();
  });
});
