import { formatNumber, formatPercent } from "./number.ts";

interface MeasureSpec {
  unit: string;
  digits: number;
  /** Shown as a percentage of one. */
  isRatio?: boolean;
}

/** How each numeric field of bins and air stations is written; order is the order of choice. */
export const MEASURES = {
  fillRatio: { unit: "%", digits: 0, isRatio: true },
  distanceMm: { unit: "mm", digits: 0 },
  depthMm: { unit: "mm", digits: 0 },
  pm25UgM3: { unit: "µg/m³", digits: 1 },
  pm10UgM3: { unit: "µg/m³", digits: 1 },
  so2UgM3: { unit: "µg/m³", digits: 1 },
  coUgM3: { unit: "µg/m³", digits: 0 },
  o3UgM3: { unit: "µg/m³", digits: 1 },
  no2UgM3: { unit: "µg/m³", digits: 1 },
  hcUgM3: { unit: "µg/m³", digits: 1 },
  temperatureC: { unit: "°C", digits: 1 },
  humidityRatio: { unit: "%", digits: 0, isRatio: true },
  pressureHpa: { unit: "hPa", digits: 0 },
  tiltDeg: { unit: "°", digits: 0 },
  batteryV: { unit: "V", digits: 2 },
  rssiDbm: { unit: "dBm", digits: 0 },
} as const satisfies Record<string, MeasureSpec>;

export type Measure = keyof typeof MEASURES;

export const isMeasure = (field: string): field is Measure =>
  Object.prototype.hasOwnProperty.call(MEASURES, field);

const specOf = (measure: Measure): MeasureSpec => MEASURES[measure];

/** The unit as it is written behind the number. */
export const measureUnit = (measure: Measure): string => specOf(measure).unit;

/** The number alone, as it stands on an axis: `82`, `1.013`. */
export function formatMeasureNumber(measure: Measure, value: number): string {
  const spec = specOf(measure);
  return formatNumber(spec.isRatio === true ? value * 100 : value, spec.digits);
}

/** The number with its unit: `82%`, `31,4 µg/m³`. */
export function formatMeasure(measure: Measure, value: number): string {
  const spec = specOf(measure);
  if (spec.isRatio === true) return formatPercent(value);
  const space = spec.unit === "°" ? "" : "\u00a0";
  return `${formatNumber(value, spec.digits)}${space}${spec.unit}`;
}
