import type { Device } from "@resik/contract/http/registry";
import { deviceConfigSchema, type DeviceConfig } from "@resik/contract/payload/downlink";
import type { DeviceId, SiteId } from "@resik/contract/slug";
import type { Selectable } from "kysely";
import type { RegistryTables } from "./tables.ts";

export type DeviceRow = Selectable<RegistryTables["devices"]>;

export const toInstant = (atMs: number): string => new Date(atMs).toISOString();

/** The stored config; checked again because a file outlives the program that wrote it. */
export const configOf = (row: Pick<DeviceRow, "config">): DeviceConfig =>
  deviceConfigSchema.parse(JSON.parse(row.config));

/** A device as the api shows it. */
export const toDevice = (row: DeviceRow): Device => ({
  // Both were checked against the slug pattern when they were registered.
  id: row.id as DeviceId,
  site: row.site as SiteId,
  kind: row.kind,
  name: row.name,
  lat: row.lat,
  lon: row.lon,
  config: configOf(row),
  registeredAt: toInstant(row.registered_at_ms),
  retiredAt: row.retired_at_ms === null ? null : toInstant(row.retired_at_ms),
});
