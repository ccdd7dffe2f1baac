import { UPLINK_CHANNEL } from "@resik/contract/channel";
import { fail, ok } from "@resik/contract/error-code";
import {
  deviceFormatSchema,
  formatPreviewRequestSchema,
  formatPreviewSchema,
  type DeviceFormat,
} from "@resik/contract/http/payload-formats";
import { payloadFormatSchema } from "@resik/contract/payload/format";
import { TOPIC_ROOT } from "@resik/contract/topic";
import type { RouteDeps } from "../deps.ts";
import { defineRoute, type Route } from "../http/route.ts";
import { createAudit } from "../registry/audit.ts";
import {
  findPayloadFormat,
  savePayloadFormat,
  type SavedFormat,
} from "../registry/desk/payload-format-store.ts";
import { toInstant } from "../registry/device-row.ts";
import { deviceParamsSchema } from "./device-access.ts";
import { previewUplink } from "./uplink-preview.ts";

const toView = ({ device, format, changedAtMs }: SavedFormat): DeviceFormat => {
  const channel = format.format === "native" ? "{channel}" : UPLINK_CHANNEL;
  return {
    device: device.id,
    format,
    topic: `${TOPIC_ROOT}/${device.site}/${device.id}/${channel}`,
    changedAt: changedAtMs === null ? null : toInstant(changedAtMs),
  };
};

export const payloadFormatRoutes = (deps: RouteDeps): Route[] => [
  readRoute(deps),
  replaceRoute(deps),
  previewRoute(deps),
];

const readRoute = ({ events }: RouteDeps): Route =>
  defineRoute({
    method: "get",
    path: "/devices/{id}/format",
    summary: "How a device's payloads are read",
    access: "staff",
    params: deviceParamsSchema,
    errors: ["not-found"],
    answer: { schema: deviceFormatSchema },
    async handle({ db, params }) {
      const found = await findPayloadFormat(db, params.id, events);
      return found.ok ? ok(toView(found.value)) : found;
    },
  });

const replaceRoute = ({ clock, downlink }: RouteDeps): Route => {
  const audit = createAudit(clock);
  return defineRoute({
    method: "put",
    path: "/devices/{id}/format",
    summary: "Replace how a device's payloads are read; its session ends, and the next one counts",
    access: "staff",
    params: deviceParamsSchema,
    body: payloadFormatSchema,
    write: "transaction",
    errors: ["not-found", "device-retired"],
    answer: { schema: deviceFormatSchema },
    async handle({ db, params, body, principal, afterwards }) {
      const saved = await savePayloadFormat(db, params.id, body, clock.nowMs());
      if (!saved.ok) return saved;
      await audit(db, principal, "device.format", `${params.id} ${body.format}`);
      afterwards(() => downlink.announceRevocations());
      return ok(toView(saved.value));
    },
  });
};

const previewRoute = ({ clock, events }: RouteDeps): Route =>
  defineRoute({
    method: "post",
    path: "/devices/{id}/format/preview",
    summary: "What a payload would become, or why nothing; stores nothing",
    access: "staff",
    params: deviceParamsSchema,
    body: formatPreviewRequestSchema,
    errors: ["not-found"],
    answer: { schema: formatPreviewSchema },
    async handle({ db, params, body }) {
      const found = await findPayloadFormat(db, params.id, events);
      if (!found.ok) return found;
      if (!body.format && found.value.isUnreadable) {
        return fail("invalid-input", "the saved format cannot be read: save it anew");
      }
      const format = body.format ?? found.value.format;
      if (format.format === "native") {
        return fail("invalid-input", "the device speaks our own format: there is nothing to map");
      }
      return ok(previewUplink(body.payload, format, clock.nowMs()));
    },
  });
