import { numericFieldsOf } from "@resik/contract/series";
import { expect, test } from "vitest";
import { MEASURES, formatMeasure, formatMeasureNumber } from "./measure.ts";

test("every numeric field of the contract's bins and air stations can be shown", () => {
  const fields = new Set([...numericFieldsOf("bin"), ...numericFieldsOf("air")]);
  expect([...fields].sort()).toEqual(Object.keys(MEASURES).sort());
});

test("values carry their unit; ratios are percent", () => {
  expect(formatMeasure("fillRatio", 0.8)).toBe("80%");
  expect(formatMeasure("pm25UgM3", 31.44)).toBe("31,4\u00a0µg/m³");
  expect(formatMeasure("tiltDeg", 12)).toBe("12°");
  expect(formatMeasureNumber("humidityRatio", 0.715)).toBe("72");
});
