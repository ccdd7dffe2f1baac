import { isDeviceSlug } from "../route/device-slug.ts";
import { isFiniteNumber, isOneOf, isShape, isText, numbersOf, parseInstant } from "./shape.ts";
import {
  PRESENCES,
  isQuality,
  type Latest,
  type LiveReading,
  type Station,
  type StationList,
} from "./station.ts";

const KINDS = ["bin", "air"] as const;

/** Reads the answer of `GET open/stations`; null when it is not one. */
export function parseStationList(value: unknown): StationList | null {
  if (!isShape(value) || !isShape(value.district) || !Array.isArray(value.stations)) return null;
  const generatedAtMs = parseInstant(value.generatedAt);
  if (generatedAtMs === null || !isText(value.district.name)) return null;
  const stations: Station[] = [];
  for (const entry of value.stations) {
    const station = parseStation(entry);
    if (station === null) return null;
    stations.push(station);
  }
  return { districtName: value.district.name, generatedAtMs, stations };
}

/** Reads one station; null when it is not one. */
export function parseStation(value: unknown): Station | null {
  if (!isShape(value)) return null;
  const { device, kind, name, siteName, areaCode, areaName, presence, lat, lon } = value;
  if (!isText(device) || !isDeviceSlug(device)) return null;
  if (!isOneOf(KINDS, kind) || !isOneOf(PRESENCES, presence)) return null;
  if (!isText(name) || !isText(siteName) || !isText(areaCode) || !isText(areaName)) return null;
  if (!isFiniteNumber(lat) || !isFiniteNumber(lon)) return null;
  const latest = value.latest === null ? null : parseLatest(value.latest);
  if (latest === null && value.latest !== null) return null;
  return { device, kind, name, siteName, areaCode, areaName, lat, lon, presence, latest };
}

function parseLatest(value: unknown): Latest | null {
  if (!isShape(value) || !isShape(value.fields) || !isQuality(value.quality)) return null;
  const atMs = parseInstant(value.at);
  return atMs === null ? null : { atMs, quality: value.quality, fields: numbersOf(value.fields) };
}

/** Reads the data of one live event; null when it is not a reading of a bin or an air station. */
export function parseLiveReading(text: string): LiveReading | null {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return null;
  }
  if (!isShape(value) || value.type !== "reading" || !isShape(value.reading)) return null;
  const { device, channel } = value.reading;
  if (!isText(device) || !isDeviceSlug(device) || !isOneOf(KINDS, channel)) return null;
  const latest = parseLatest(value.reading);
  return latest === null ? null : { device, channel, latest };
}
