import { ok, type Result } from "@resik/contract/error-code";
import {
  deviceListQuerySchema,
  deviceViewSchema,
  type DeviceView,
} from "@resik/contract/http/devices";
import { pageOf } from "@resik/contract/http/page";
import type { Device } from "@resik/contract/http/registry";
import type { RouteDeps } from "../deps.ts";
import { judgePresence } from "../device-presence.ts";
import { defineRoute, type Route } from "../http/route.ts";
import { askStore } from "../readings-access.ts";
import { toInstant } from "../registry/device-row.ts";
import { listDevices } from "../registry/devices.ts";
import { decodeCursor, toPage } from "../registry/page-cursor.ts";
import { siteNamesByIds } from "../registry/sites.ts";
import type { RegistryDb } from "../registry/tables.ts";
import { deviceParamsSchema, findVisibleDevice } from "./device-access.ts";

export const deviceViewRoutes = (deps: RouteDeps): Route[] => [
  defineRoute({
    method: "get",
    path: "/devices",
    summary: "Devices in order of id with their presence; operators get those of their sites",
    access: "site",
    query: deviceListQuerySchema,
    errors: ["store-unavailable"],
    answer: { schema: pageOf(deviceViewSchema) },
    async handle({ db, scope, query }) {
      const after = decodeCursor(query.cursor);
      if (!after.ok) return after;
      const devices = await listDevices(db, {
        scope,
        site: query.site,
        kind: query.kind,
        retired: query.retired === "true",
        afterId: after.value,
        limit: query.limit,
      });
      const { items, next } = toPage(devices, query.limit, (device) => device.id);
      const views = await viewDevices(deps, db, items);
      return views.ok ? ok({ items: views.value, next }) : views;
    },
  }),
  defineRoute({
    method: "get",
    path: "/devices/{id}",
    summary: "One device with its presence",
    access: "site",
    params: deviceParamsSchema,
    errors: ["not-found", "not-allowed", "store-unavailable"],
    answer: { schema: deviceViewSchema },
    async handle({ db, scope, params }) {
      const found = await findVisibleDevice(db, scope, params.id);
      if (!found.ok) return found;
      const views = await viewDevices(deps, db, [found.value]);
      if (!views.ok) return views;
      const [view] = views.value;
      if (!view) throw new Error("one device has one view");
      return ok(view);
    },
  }),
];

/**
 * The same devices with what is known of them now. Asks the store for these alone: a page is small
 * where a district has thousands.
 *
 * @returns `store-unavailable`: a presence that nobody can tell is not made up.
 */
async function viewDevices(
  deps: RouteDeps,
  db: RegistryDb,
  devices: readonly Device[],
): Promise<Result<DeviceView[]>> {
  const latest = await askStore(deps, (source) =>
    Promise.all(
      devices.map(async (device) => ({
        device,
        newest: await source.latest({ device: device.id }),
      })),
    ),
  );
  if (!latest.ok) return latest;
  const siteNames = await siteNamesByIds(db, new Set(devices.map((device) => device.site)));
  return ok(
    latest.value.map(({ device, newest }) => {
      const { presence, lastSeenMs } = judgePresence(deps, device, newest);
      return {
        ...device,
        // The registry holds no device without its site.
        siteName: siteNames.get(device.site) ?? device.site,
        presence,
        lastSeenAt: lastSeenMs === null ? null : toInstant(lastSeenMs),
      };
    }),
  );
}
