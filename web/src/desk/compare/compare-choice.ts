import { MEASURES, isMeasure, type Measure } from "../../format/measure.ts";
import type { Station } from "../../edge/station.ts";
import { isDeviceSlug } from "../../route/device-slug.ts";
import { parseChartRange, withChartQuery, type ChartRange } from "../../route/chart-range.ts";

/** Lines that can still be told apart. */
export const COMPARED_MAX = 6;

/** What is compared, as it stands in the address. */
export interface CompareChoice {
  devices: readonly string[];
  measure: Measure;
  range: ChartRange;
}

const FIRST_MEASURE: Measure = "pm25UgM3";

export function parseCompareChoice(query: string): CompareChoice {
  const params = new URLSearchParams(query);
  const devices = (params.get("devices") ?? "").split(",").filter(isDeviceSlug);
  const field = params.get("field");
  return {
    devices: [...new Set(devices)].slice(0, COMPARED_MAX),
    measure: field !== null && isMeasure(field) ? field : FIRST_MEASURE,
    range: parseChartRange(query),
  };
}

export function compareQuery({ devices, measure, range }: CompareChoice): string {
  const devicesQuery = new URLSearchParams({ devices: devices.join(",") }).toString();
  return withChartQuery(devicesQuery, range, measure);
}

const BIN_MEASURES: readonly Measure[] = [
  "fillRatio",
  "distanceMm",
  "depthMm",
  "temperatureC",
  "tiltDeg",
];

/** Measures of what stands around a station; its own battery and radio are not among them. */
export const COMPARABLE: readonly Measure[] = Object.keys(MEASURES)
  .filter(isMeasure)
  .filter((measure) => measure !== "batteryV" && measure !== "rssiDbm");

/** What a kind of station can say something of. */
export const measuresOfKind = (kind: Station["kind"]): Measure[] =>
  COMPARABLE.filter((measure) => {
    if (measure === "temperatureC") return true;
    return BIN_MEASURES.includes(measure) === (kind === "bin");
  });

/**
 * The choice without stations that are not there, or that say nothing of its measure: an address
 * may be older than a station's end, and what cannot be unticked must not take up a place.
 */
export function drawable(choice: CompareChoice, stations: readonly Station[]): CompareChoice {
  const able = new Set(stationsWith(choice.measure, stations).map(({ device }) => device));
  return { ...choice, devices: choice.devices.filter((device) => able.has(device)) };
}

/** Stations that have a measure, in the order given. */
export const stationsWith = (measure: Measure, stations: readonly Station[]): Station[] =>
  stations.filter(({ kind }) => measuresOfKind(kind).includes(measure));
