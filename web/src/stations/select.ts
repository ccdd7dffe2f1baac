import type { Station } from "../edge/station.ts";
import type { StationFilter } from "../route/station-filter.ts";
import { byAttention, byName } from "./attention.ts";
import { NEARLY_FULL_RATIO, fillRatioOf } from "./fill-level.ts";
import { isSilent } from "./presence.ts";

/** The stations a filter lets through, in its order. */
export function selectStations(stations: readonly Station[], filter: StationFilter): Station[] {
  const words = filter.search.toLocaleLowerCase("id").split(/\s+/).filter(Boolean);
  const passes = (station: Station): boolean =>
    (filter.kind === "all" || station.kind === filter.kind) &&
    (filter.areaCode === "" || station.areaCode === filter.areaCode) &&
    passesOnly(station, filter.only) &&
    matches(station, words);
  return stations.filter(passes).sort(filter.order === "name" ? byName : byAttention);
}

function passesOnly(station: Station, only: StationFilter["only"]): boolean {
  switch (only) {
    case "any":
      return true;
    case "full":
      return (fillRatioOf(station) ?? 0) >= NEARLY_FULL_RATIO;
    case "silent":
      return isSilent(station);
  }
}

function matches(station: Station, words: readonly string[]): boolean {
  if (words.length === 0) return true;
  const { name, siteName, areaName, device } = station;
  const text = `${name} ${siteName} ${areaName} ${device}`.toLocaleLowerCase("id");
  return words.every((word) => text.includes(word));
}

/** The kecamatan that have a station, by name. */
export function areasOf(stations: readonly Station[]): { code: string; name: string }[] {
  const nameByCode = new Map(stations.map((station) => [station.areaCode, station.areaName]));
  return [...nameByCode]
    .map(([code, name]) => ({ code, name }))
    .sort((a, b) => a.name.localeCompare(b.name, "id"));
}
