import * as fc from "fast-check";
import { expect, it } from "vitest";
import { correctedMean } from "./correction.ts";

const meanOf = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / values.length;
const within = (min: number, max: number) => fc.double({ min, max, noNaN: true });

/** Readings of an hour: values within a fifth of their middle, humidity within three points. */
const hours = fc
  .record({
    middle: within(1, 400),
    humidity: within(0.03, 0.97),
    moves: fc.array(fc.tuple(within(-1, 1), within(-1, 1)), { minLength: 1, maxLength: 30 }),
  })
  .map(({ middle, humidity, moves }) =>
    moves.map(([value, wet]) => ({
      value: middle * (1 + 0.2 * value),
      humidity: humidity + 0.03 * wet,
    })),
  );

it("growth of an hour's means is that of its readings to 1 %", () => {
  const correction = { method: "growth", a: 0.488, b: 8.6 } as const;
  fc.assert(
    fc.property(hours, (readings) => {
      const each = readings.map(
        ({ value, humidity }) => correctedMean("pm25", value, humidity, correction) ?? Number.NaN,
      );
      const mean = meanOf(readings.map(({ value }) => value));
      const humidity = meanOf(readings.map((one) => one.humidity));
      const ofMeans = correctedMean("pm25", mean, humidity, correction) ?? Number.NaN;
      expect(Math.abs(ofMeans / meanOf(each) - 1)).toBeLessThan(0.01);
    }),
  );
});

it("the line of an hour's means is that of its readings", () => {
  const correction = {
    method: "linear",
    slope: 0.524,
    humidityPerPercent: -0.05,
    offsetUgM3: 5.75,
  } as const;
  fc.assert(
    fc.property(hours, (readings) => {
      const each = readings.map(
        ({ value, humidity }) => correctedMean("pm25", value, humidity, correction) ?? Number.NaN,
      );
      const mean = meanOf(readings.map(({ value }) => value));
      const humidity = meanOf(readings.map((one) => one.humidity));
      expect(correctedMean("pm25", mean, humidity, correction)).toBeCloseTo(meanOf(each), 8);
    }),
  );
});
