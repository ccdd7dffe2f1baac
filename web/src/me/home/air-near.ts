import { answerOf, fields, list, text } from "../../edge/parts.ts";
import { isFiniteNumber, isShape } from "../../edge/shape.ts";
import type { Station } from "../../edge/station.ts";
import { pm25Of } from "../../stations/pm25-band.ts";

export interface Place {
  lat: number;
  lon: number;
}

/** Air stations with a value count over those without; of equals, the first. */
const withValueFirst = (left: Station, right: Station): number =>
  Number(pm25Of(left) === null) - Number(pm25Of(right) === null);

const airOf = (stations: readonly Station[]): Station[] =>
  stations.filter(({ kind }) => kind === "air");

/** The air station of the area itself; null when it has none. */
export const airInArea = (stations: readonly Station[], areaCode: string): Station | null =>
  airOf(stations)
    .filter((station) => station.areaCode === areaCode)
    .sort(withValueFirst)[0] ?? null;

/** The air station nearest to a place, wherever it stands; null when there is none at all. */
export function airNearest(stations: readonly Station[], place: Place): Station | null {
  const [first = null] = airOf(stations).sort(
    (left, right) =>
      withValueFirst(left, right) || distanceOf(left, place) - distanceOf(right, place),
  );
  return first;
}

/** Good for telling near from far within one district; no measure. */
export function distanceOf({ lat, lon }: Place, place: Place): number {
  const eastward = (lon - place.lon) * Math.cos((place.lat * Math.PI) / 180);
  return Math.hypot(lat - place.lat, eastward);
}

const degrees = (value: unknown): number | undefined => (isFiniteNumber(value) ? value : undefined);

const parseBanks = answerOf(
  fields({ banks: list(fields({ id: text, lat: degrees, lon: degrees })) }),
);

/** Reads of `GET open/banks` where each bank is; null when it is no such answer. */
export function parseBankPlaces(value: unknown): Map<string, Place> | null {
  if (!isShape(value)) return null;
  const answer = parseBanks(value);
  return answer && new Map(answer.banks.map(({ id, lat, lon }) => [id, { lat, lon }]));
}
