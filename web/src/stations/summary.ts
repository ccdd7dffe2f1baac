import type { Station } from "../edge/station.ts";
import { NEARLY_FULL_RATIO, fillRatioOf } from "./fill-level.ts";
import { pm25BandOf, pm25Of, type Pm25Band } from "./pm25-band.ts";
import { isSilent } from "./presence.ts";

export interface Summary {
  bins: number;
  /** Bins from {@link NEARLY_FULL_RATIO}. */
  nearlyFullBins: number;
  airStations: number;
  /** Reporting air stations by the band of their latest PM2.5. */
  airByBand: Record<Pm25Band, number>;
  /** Devices of both kinds that do not report. */
  silent: number;
  total: number;
}

export function summarise(stations: readonly Station[]): Summary {
  const summary: Summary = {
    bins: 0,
    nearlyFullBins: 0,
    airStations: 0,
    airByBand: { low: 0, middle: 0, high: 0, "very-high": 0 },
    silent: 0,
    total: stations.length,
  };
  for (const station of stations) {
    if (station.kind === "bin") summary.bins += 1;
    else summary.airStations += 1;
    if (isSilent(station)) summary.silent += 1;
    if ((fillRatioOf(station) ?? 0) >= NEARLY_FULL_RATIO) summary.nearlyFullBins += 1;
    const pm25 = pm25Of(station);
    // A value of a station that no longer reports says nothing of the air now.
    if (pm25 !== null && !isSilent(station)) summary.airByBand[pm25BandOf(pm25)] += 1;
  }
  return summary;
}
