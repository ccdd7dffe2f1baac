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

/** Kinds of station that can say something of a measure. */
export const measuresOfKind = (kind: Station["kind"]): Measure[] =>
  Object.keys(MEASURES)
    .filter(isMeasure)
    .filter((measure) => measure !== "batteryV" && measure !== "rssiDbm")
    .filter((measure) => {
      if (measure === "temperatureC") return true;
      return BIN_MEASURES.includes(measure) === (kind === "bin");
    });

/** Stations that have a measure, in the order given. */
export const stationsWith = (measure: Measure, stations: readonly Station[]): Station[] =>
  stations.filter(({ kind }) => measuresOfKind(kind).includes(measure));
