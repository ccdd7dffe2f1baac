import { ok } from "@resik/contract/error-code";
import { deviceStatusSchema } from "@resik/contract/http/devices";
import type { RouteDeps } from "../deps.ts";
import { judgePresence } from "../device-presence.ts";
import { defineRoute, type Route } from "../http/route.ts";
import { askStore, toReadingView } from "../readings-access.ts";
import { toInstant } from "../registry/device-row.ts";
import { deviceParamsSchema, findVisibleDevice } from "./device-access.ts";

export const deviceStatusRoutes = (deps: RouteDeps): Route[] => [
  defineRoute({
    method: "get",
    path: "/devices/{id}/status",
    summary: "Whether a device is there, and its last word on itself",
    access: "site",
    params: deviceParamsSchema,
    errors: ["not-found", "not-allowed", "store-unavailable"],
    answer: { schema: deviceStatusSchema },
    async handle({ db, scope, params }) {
      const found = await findVisibleDevice(db, scope, params.id);
      if (!found.ok) return found;
      const device = found.value;
      const latest = await askStore(deps, (source) => source.latest({ device: device.id }));
      if (!latest.ok) return latest;
      const { presence, lastSeenMs, status } = judgePresence(deps, device, latest.value);
      return ok({
        device: device.id,
        presence,
        lastSeenAt: lastSeenMs === null ? null : toInstant(lastSeenMs),
        status: status ? toReadingView(status) : null,
      });
    },
  }),
];
