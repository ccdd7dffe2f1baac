import { ok } from "@resik/contract/error-code";
import { deviceStatusSchema } from "@resik/contract/http/devices";
import type { Reading } from "@resik/contract/reading";
import type { RouteDeps } from "../deps.ts";
import { defineRoute, type Route } from "../http/route.ts";
import { presenceOf, type DeviceState } from "../presence.ts";
import { askStore, toReadingView } from "../readings-access.ts";
import { toInstant } from "../registry/device-row.ts";
import { deviceParamsSchema, findVisibleDevice } from "./device-access.ts";

/** What a stored status says, unless something newer than an `offline` came since. */
export function storedState(
  status: Reading | undefined,
  newestReceivedMs: number | null,
): DeviceState | null {
  const state = status?.fields.state;
  if (!status || (state !== "online" && state !== "offline")) return null;
  const isOutdated = newestReceivedMs !== null && newestReceivedMs > status.receivedAtMs;
  return state === "offline" && isOutdated ? "online" : state;
}

/** When the newest of these messages came; null when there is none. */
export const lastSeenOf = (readings: readonly Reading[]): number | null =>
  readings.length === 0 ? null : Math.max(...readings.map((reading) => reading.receivedAtMs));

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
      const readings = latest.value.filter((reading) => reading.channel !== "deposit");
      const status = readings.find((reading) => reading.channel === "status");
      const lastSeenMs = lastSeenOf(readings);
      const presence = presenceOf({
        kind: device.kind,
        config: device.config,
        state: deps.states.stateOf(device.id) ?? storedState(status, lastSeenMs),
        lastSeenMs,
        nowMs: deps.clock.nowMs(),
      });
      return ok({
        device: device.id,
        presence,
        lastSeenAt: lastSeenMs === null ? null : toInstant(lastSeenMs),
        status: status ? toReadingView(status) : null,
      });
    },
  }),
];
