import { fail, ok } from "@resik/contract/error-code";
import { deviceHealthListSchema, deviceHealthSchema } from "@resik/contract/http/device-health";
import { CONNECTIONS_MAX } from "@resik/contract/limits";
import type { RouteDeps } from "../deps.ts";
import { defineRoute, type Route } from "../http/route.ts";
import { askStore } from "../readings-access.ts";
import { listDevices } from "../registry/devices.ts";
import { deviceParamsSchema, findVisibleDevice } from "./device-access.ts";

export const deviceHealthRoutes = (deps: RouteDeps): Route[] => [listRoute(deps), oneRoute(deps)];

const listRoute = (deps: RouteDeps): Route =>
  defineRoute({
    method: "get",
    path: "/device-health",
    summary: "What is wrong with devices, if anything is; operators get those of their sites",
    access: "site",
    errors: ["store-unavailable"],
    answer: { schema: deviceHealthListSchema },
    async handle({ db, scope }) {
      const query = { scope, retired: false, afterId: "", limit: CONNECTIONS_MAX };
      const devices = await listDevices(db, query);
      const health = await askStore(deps, () => deps.alerts.healthOf(devices));
      return health.ok ? ok({ devices: health.value }) : health;
    },
  });

const oneRoute = (deps: RouteDeps): Route =>
  defineRoute({
    method: "get",
    path: "/devices/{id}/health",
    summary: "What is wrong with a device, if anything is, with the figures that rules judge",
    access: "site",
    params: deviceParamsSchema,
    errors: ["not-found", "not-allowed", "store-unavailable"],
    answer: { schema: deviceHealthSchema },
    async handle({ db, scope, params }) {
      const device = await findVisibleDevice(db, scope, params.id);
      if (!device.ok) return device;
      const asked = await askStore(deps, () => deps.alerts.healthOf([device.value]));
      if (!asked.ok) return asked;
      const [health] = asked.value;
      return health ? ok(health) : fail("not-found", `no device ${params.id}`);
    },
  });
