import type { Station } from "../edge/station.ts";

/**
 * Bands of a single PM2.5 value in µg/m³. Their limits are those of the official table, but a
 * latest value is not an index: they carry neither its names nor its colours.
 */
export const PM25_BANDS = ["low", "middle", "high", "very-high"] as const;
export type Pm25Band = (typeof PM25_BANDS)[number];

/** Upper limits in µg/m³, inclusive; the last band has none. */
export const PM25_UPPER_UG_M3: Record<Exclude<Pm25Band, "very-high">, number> = {
  low: 15.5,
  middle: 55.4,
  high: 150.4,
};

export function pm25BandOf(pm25UgM3: number): Pm25Band {
  if (pm25UgM3 <= PM25_UPPER_UG_M3.low) return "low";
  if (pm25UgM3 <= PM25_UPPER_UG_M3.middle) return "middle";
  return pm25UgM3 <= PM25_UPPER_UG_M3.high ? "high" : "very-high";
}

/** The latest PM2.5 in µg/m³; null when there is none or the sensor says it cannot be trusted. */
export function pm25Of(station: Station): number | null {
  const { kind, latest } = station;
  if (kind !== "air" || latest === null) return null;
  if (latest.quality === "warming-up" || latest.quality === "sensor-fault") return null;
  return latest.fields.pm25UgM3 ?? null;
}
