import type { OpenStation } from "@resik/contract/http/open";
import type { Quality } from "@resik/contract/payload/quality";

export type StationKind = OpenStation["kind"];
export type Presence = OpenStation["presence"];

/** The latest reading of a station, instants as epoch milliseconds. */
export interface Latest {
  atMs: number;
  quality: Quality;
  /** Numeric fields by their name in the contract. */
  fields: Readonly<Record<string, number>>;
}

/** A bin or air station as the pages hold it. */
export interface Station {
  device: string;
  kind: StationKind;
  name: string;
  siteName: string;
  areaCode: string;
  areaName: string;
  lat: number;
  lon: number;
  presence: Presence;
  latest: Latest | null;
}

export interface StationList {
  districtName: string;
  generatedAtMs: number;
  stations: Station[];
}

/** One live reading of a bin or an air station. */
export interface LiveReading {
  device: string;
  channel: StationKind;
  latest: Latest;
}

/** Every quality of the contract; a missing one does not compile. */
const QUALITY_SET: Record<Quality, true> = {
  ok: true,
  "no-echo": true,
  "blind-zone": true,
  tilted: true,
  "warming-up": true,
  "sensor-fault": true,
  unstable: true,
  overload: true,
};

export const isQuality = (value: unknown): value is Quality =>
  typeof value === "string" && Object.prototype.hasOwnProperty.call(QUALITY_SET, value);

export const PRESENCES = ["online", "offline", "silent", "never"] as const satisfies Presence[];
