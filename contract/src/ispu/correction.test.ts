import { expect, describe, it } from "vitest";
import { correctionSchema, type Correction } from "../http/ispu.ts";
import { correctedMean, correctionAt } from "./correction.ts";
import { ISPU_PARAMETERS } from "./parameter.ts";

const GROWTH: Correction = { method: "growth", a: 0.488, b: 8.6 };
const LINEAR: Correction = {
  method: "linear",
  slope: 0.524,
  humidityPerPercent: -0.0862,
  offsetUgM3: 5.75,
};

describe("humidity correction of an hour", () => {
  it.each<[Correction, number, number, number]>([
    [GROWTH, 100, 0, 100],
    // 1 + 0.488 · 0.9^8.6 = 1.197201
    [GROWTH, 100, 0.9, 83.5282],
    [GROWTH, 100, 1, 67.2043],
    // 0.524 · 25 − 0.0862 · 80 + 5.75
    [LINEAR, 25, 0.8, 11.954],
    // Never below zero: 0.524 · 1 − 0.0862 · 100 + 5.75 = −2.346
    [LINEAR, 1, 1, 0],
    [{ method: "none" }, 33, 0.95, 33],
  ])("%o of %d µg/m³ at humidity %d is %d", (correction, mean, humidity, corrected) => {
    expect(correctionSchema.parse(correction)).toEqual(correction);
    expect(correctedMean("pm25", mean, humidity, correction)).toBeCloseTo(corrected, 3);
  });

  it("knows no value where the humidity it needs was not measured", () => {
    expect(correctedMean("pm25", 80, null, GROWTH)).toBeNull();
    expect(correctedMean("pm25", 80, null, LINEAR)).toBeNull();
    const dry: Correction = { ...LINEAR, humidityPerPercent: 0 };
    expect(correctedMean("pm25", 10, null, dry)).toBeCloseTo(10.99, 6);
    expect(correctedMean("pm25", 80, null, { ...GROWTH, a: 0 })).toBe(80);
  });

  it("knows no particles while the version of the hour cannot be read, and gases as measured", () => {
    const versions = [
      { version: 1, fromMs: 0, correction: GROWTH },
      { version: 2, fromMs: 1_000, correction: null },
      { version: 3, fromMs: 2_000, correction: LINEAR },
    ];
    expect([999, 1_000, 2_000].map((hourMs) => correctionAt(versions, hourMs))).toEqual([
      GROWTH,
      null,
      LINEAR,
    ]);
    expect(correctedMean("pm25", 80, 0.5, null)).toBeNull();
    expect(correctedMean("pm10", 80, 0.5, null)).toBeNull();
    expect(correctedMean("o3", 80, 0.5, null)).toBe(80);
  });

  it("makes nothing out of an hour that was not measured", () => {
    for (const correction of [GROWTH, LINEAR]) {
      expect(correctedMean("pm25", null, 0.9, correction)).toBeNull();
    }
  });

  it("leaves gases alone, and PM10 unless it has numbers of its own", () => {
    for (const parameter of ISPU_PARAMETERS.filter((one) => one !== "pm25")) {
      expect(correctedMean(parameter, 80, 0.95, GROWTH)).toBe(80);
      expect(correctedMean(parameter, 80, 0.95, LINEAR)).toBe(80);
    }
    const both: Correction = { ...GROWTH, pm10: { a: 1, b: 1 } };
    expect(correctedMean("pm10", 100, 0.5, both)).toBeCloseTo(66.667, 3);
    expect(correctedMean("so2", 100, 0.5, both)).toBe(100);
  });
});

describe("version of a correction", () => {
  const versions = [
    { version: 1, fromMs: 1_000, correction: GROWTH },
    { version: 2, fromMs: 3_000, correction: LINEAR },
    { version: 3, fromMs: 2_000, correction: { method: "none" } as const },
  ];

  it.each<[number, Correction]>([
    [999, { method: "none" }],
    [1_000, GROWTH],
    [1_999, GROWTH],
    [2_000, { method: "none" }],
    [3_000, LINEAR],
    [9_000, LINEAR],
  ])("at %d is the one with the latest time", (hourMs, correction) => {
    expect(correctionAt(versions, hourMs)).toEqual(correction);
    expect(correctionAt(versions.toReversed(), hourMs)).toEqual(correction);
  });

  it("with the same time as an older one takes its place", () => {
    const again = { version: 4, fromMs: 3_000, correction: GROWTH };
    expect(correctionAt([again, ...versions], 5_000)).toEqual(GROWTH);
  });
});
