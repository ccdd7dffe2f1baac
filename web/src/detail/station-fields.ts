import type { Station, StationKind } from "../edge/station.ts";
import { MEASURES, isMeasure, type Measure } from "../format/measure.ts";

/** What a chart offers first, whether or not the latest reading carried it. */
const MAIN_MEASURE: Record<StationKind, Measure> = { bin: "fillRatio", air: "pm25UgM3" };

/** Fields that describe the device and not the world: shown among the values, not charted first. */
const MEASURE_ORDER = Object.keys(MEASURES).filter(isMeasure);

/** The measures of a station in the order of choice: the main one and what it last reported. */
export function measuresOf(station: Station): Measure[] {
  const reported = station.latest?.fields ?? {};
  const main = MAIN_MEASURE[station.kind];
  return MEASURE_ORDER.filter((measure) => measure === main || reported[measure] !== undefined);
}

/** The measure the address asks for, if this station has it; its main one otherwise. */
export function chosenMeasure(station: Station, query: string): Measure {
  const asked = new URLSearchParams(query).get("field");
  const main = MAIN_MEASURE[station.kind];
  return asked !== null && isMeasure(asked) && measuresOf(station).includes(asked) ? asked : main;
}
