import type { DeviceKind } from "@resik/contract/http/registry";
import { isOneOf, isShape, isText, parseInstant } from "../../edge/shape.ts";
import { PRESENCES, type Presence } from "../../edge/station.ts";
import { isDeviceSlug } from "../../route/device-slug.ts";

const DEVICE_KINDS = ["bin", "air", "scale"] as const satisfies DeviceKind[];

/** A registered device as the staff's list needs it. */
export interface DeviceRow {
  id: string;
  site: string;
  siteName: string;
  kind: DeviceKind;
  name: string;
  registeredAtMs: number;
  isRetired: boolean;
  presence: Presence;
  /** When its last message came; null when none ever did. */
  lastSeenAtMs: number | null;
}

export interface DevicePage {
  items: DeviceRow[];
  next: string | null;
}

/** Reads a page of `GET devices`; null when it is not one. */
export function parseDevicePage(value: unknown): DevicePage | null {
  if (!isShape(value) || !Array.isArray(value.items)) return null;
  if (value.next !== null && !isText(value.next)) return null;
  const items: DeviceRow[] = [];
  for (const item of value.items) {
    const row = parseDeviceRow(item);
    if (row === null) return null;
    items.push(row);
  }
  return { items, next: value.next };
}

function parseDeviceRow(value: unknown): DeviceRow | null {
  if (!isShape(value)) return null;
  const { id, site, siteName, kind, name, presence } = value;
  if (!isText(id) || !isDeviceSlug(id) || !isText(site) || !isDeviceSlug(site)) return null;
  if (!isText(siteName) || !isText(name)) return null;
  if (!isOneOf(DEVICE_KINDS, kind) || !isOneOf(PRESENCES, presence)) return null;
  const registeredAtMs = parseInstant(value.registeredAt);
  const retiredAtMs = parseInstantOrNull(value.retiredAt);
  const lastSeenAtMs = parseInstantOrNull(value.lastSeenAt);
  if (registeredAtMs === null || retiredAtMs === undefined || lastSeenAtMs === undefined) {
    return null;
  }
  const isRetired = retiredAtMs !== null;
  return { id, site, siteName, kind, name, registeredAtMs, isRetired, presence, lastSeenAtMs };
}

/** Undefined for what is neither an instant nor null. */
function parseInstantOrNull(value: unknown): number | null | undefined {
  return value === null ? null : (parseInstant(value) ?? undefined);
}
