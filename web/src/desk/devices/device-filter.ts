import type { DeviceKind } from "@resik/contract/http/registry";
import { isOneOf } from "../../edge/shape.ts";
import { PRESENCES, type Presence } from "../../edge/station.ts";
import { isDeviceSlug } from "../../route/device-slug.ts";
import type { DeviceRow } from "./parse-devices.ts";
import { DEVICE_KINDS } from "./device-parts.ts";

/** Which devices are listed; it stands in the address. */
export interface DeviceFilter {
  kind: DeviceKind | null;
  site: string | null;
  /** `faulty`: something is wrong with it. */
  state: Presence | "faulty" | null;
  /** Those out of use too. */
  isWithRetired: boolean;
}

export const NO_FILTER: DeviceFilter = {
  kind: null,
  site: null,
  state: null,
  isWithRetired: false,
};

export const STATES = ["faulty", ...PRESENCES] as const;

/** Reads `?jenis=bin&tempat=tps-puri&keadaan=faulty&lama=ya`; what is none counts as absent. */
export function parseDeviceFilter(query: string): DeviceFilter {
  const read = new URLSearchParams(query);
  const kind = read.get("jenis");
  const state = read.get("keadaan");
  const site = read.get("tempat");
  return {
    kind: isOneOf(DEVICE_KINDS, kind) ? kind : null,
    site: site !== null && isDeviceSlug(site) ? site : null,
    state: isOneOf(STATES, state) ? state : null,
    isWithRetired: read.get("lama") === "ya",
  };
}

/** The address of the list with this filter. */
export function devicesHref({ kind, site, state, isWithRetired }: DeviceFilter): string {
  const query = new URLSearchParams();
  if (kind !== null) query.set("jenis", kind);
  if (site !== null) query.set("tempat", site);
  if (state !== null) query.set("keadaan", state);
  if (isWithRetired) query.set("lama", "ya");
  const text = query.toString();
  return text === "" ? "/dlh/perangkat" : `/dlh/perangkat?${text}`;
}

/** Whether a device is one of those looked for; every word must stand in its name, id or place. */
export function fitsFilter(
  row: DeviceRow,
  { kind, site, state }: DeviceFilter,
  search: string,
  isFaulty: boolean,
): boolean {
  if (kind !== null && row.kind !== kind) return false;
  if (site !== null && row.site !== site) return false;
  if (state === "faulty" && (!isFaulty || row.isRetired)) return false;
  if (state !== null && state !== "faulty" && row.presence !== state) return false;
  const hay = `${row.name} ${row.id} ${row.siteName}`.toLowerCase();
  return search
    .toLowerCase()
    .split(/\s+/)
    .every((word) => hay.includes(word));
}
