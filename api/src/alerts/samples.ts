import type { Reading } from "@resik/contract/reading";
import type { AirSample } from "@resik/contract/health/air-standing";
import type { BinSample } from "@resik/contract/health/bin-figures";

const numberOf = (reading: Reading, field: string): number | null => {
  const value = reading.fields[field];
  return typeof value === "number" ? value : null;
};

export const toBinSample = (reading: Reading): BinSample => ({
  atMs: reading.atMs,
  quality: reading.quality,
  fillRatio: numberOf(reading, "fillRatio"),
  temperatureC: numberOf(reading, "temperatureC"),
  tiltDeg: numberOf(reading, "tiltDeg"),
  batteryV: numberOf(reading, "batteryV"),
});

/** What a cold or broken head says is not in the air. */
export function toAirSample(reading: Reading): AirSample | null {
  const pm25UgM3 = numberOf(reading, "pm25UgM3");
  return pm25UgM3 === null || reading.quality !== "ok" ? null : { atMs: reading.atMs, pm25UgM3 };
}
