import type { DeviceKind } from "@resik/contract/http/registry";
import { isOneOf, isShape, isText, parseInstant } from "../edge/shape.ts";

const DEVICE_KINDS = ["bin", "air", "scale"] as const satisfies DeviceKind[];

/** A registered device as the staff's list needs it. */
export interface DeviceRow {
  id: string;
  site: string;
  kind: DeviceKind;
  name: string;
  registeredAtMs: number;
  isRetired: boolean;
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
  const { id, site, kind, name } = value;
  const registeredAtMs = parseInstant(value.registeredAt);
  if (!isText(id) || !isText(site) || !isText(name) || !isOneOf(DEVICE_KINDS, kind)) return null;
  if (registeredAtMs === null) return null;
  return { id, site, kind, name, registeredAtMs, isRetired: value.retiredAt !== null };
}
