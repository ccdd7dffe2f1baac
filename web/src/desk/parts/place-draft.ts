import { readNumber } from "../rules/rule-draft.ts";

/** Where something stands, as people type it; both empty: nobody says. */
export interface PlaceDraft {
  lat: string;
  lon: string;
}

export type PlaceProblem = "lat" | "lon";

/** Degrees as they are typed here. */
export const typedDegrees = (value: number): string => String(value).replace(".", ",");

const degrees = (typed: string, max: number): number | null => {
  const value = readNumber(typed);
  return value !== null && Math.abs(value) <= max ? value : null;
};

export interface ReadPlace {
  /** Empty when nobody says, and while something is wrong. */
  place: { lat?: number; lon?: number };
  problems: readonly PlaceProblem[];
}

/** What the two fields say together; one alone is no place. */
export function readPlace({ lat, lon }: PlaceDraft): ReadPlace {
  if (lat.trim() === "" && lon.trim() === "") return { place: {}, problems: [] };
  const place = { lat: degrees(lat, 90), lon: degrees(lon, 180) };
  if (place.lat !== null && place.lon !== null) {
    return { place: { lat: place.lat, lon: place.lon }, problems: [] };
  }
  const problems: PlaceProblem[] = [];
  if (place.lat === null) problems.push("lat");
  if (place.lon === null) problems.push("lon");
  return { place: {}, problems };
}
