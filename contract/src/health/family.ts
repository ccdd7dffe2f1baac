import { medianOf } from "./median.ts";

/** Hours of a day that must be comparable before anybody is called a liar. */
const HOURS_MIN = 12;
/** With fewer nobody knows which of them is right. */
const STATIONS_MIN = 3;
/** Small values differ by their noise alone. */
const FLOOR_UG_M3 = 5;

/** Means of hours, by the start of the hour in epoch milliseconds. */
export type HourMeans = ReadonlyMap<number, number>;

/** The middle of all stations in each hour that enough of them measured. */
export function districtHoursOf(stations: readonly HourMeans[]): HourMeans {
  const byHour = new Map<number, number[]>();
  for (const hours of stations) {
    for (const [hourMs, value] of hours) {
      const values = byHour.get(hourMs);
      if (values) values.push(value);
      else byHour.set(hourMs, [value]);
    }
  }
  const middles = new Map<number, number>();
  for (const [hourMs, values] of byHour) {
    const middle = values.length >= STATIONS_MIN ? medianOf(values) : null;
    if (middle !== null) middles.set(hourMs, middle);
  }
  return middles;
}

/**
 * How many times the district a station's usual hour is: 1 for one that agrees, 0.5 for one that
 * says half. The middle of the hours, so that a fire beside it for an hour is nothing.
 *
 * @returns null where too little can be compared.
 */
export function familyBiasOf(own: HourMeans, district: HourMeans): number | null {
  const ratios: number[] = [];
  for (const [hourMs, value] of own) {
    const middle = district.get(hourMs);
    if (middle !== undefined) ratios.push(Math.log((value + FLOOR_UG_M3) / (middle + FLOOR_UG_M3)));
  }
  const usual = ratios.length >= HOURS_MIN ? medianOf(ratios) : null;
  return usual === null ? null : Math.exp(usual);
}

/** How far a station is out of the family, whichever way. */
export const familyRatioOf = (bias: number): number => Math.max(bias, 1 / bias);
