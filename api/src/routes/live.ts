import { fail, ok, type Result } from "@resik/contract/error-code";
import { LIVE_CHANNELS, liveQuerySchema, type LiveChannel } from "@resik/contract/http/stream";
import { isInScope } from "../auth/principal.ts";
import type { RouteDeps } from "../deps.ts";
import { networkOf } from "../http/peer.ts";
import { defineRoute, type Route } from "../http/route.ts";
import type { LiveHub, LiveRequest } from "../live/live-hub.ts";
import { findVisibleDevice } from "./device-access.ts";
import { OPEN_CHANNELS, hideOperationalFields } from "./open-data.ts";

const EVENT_STREAM = "text/event-stream";

function openStream(hub: LiveHub, request: LiveRequest): Result<Response> {
  const stream = hub.open(request);
  if (!stream.ok) return stream;
  const headers = {
    "content-type": EVENT_STREAM,
    "cache-control": "no-store, no-transform",
    // Proxies that collect an answer before they pass it on would hold events back.
    "x-accel-buffering": "no",
  };
  return ok(new Response(stream.value, { headers }));
}

export const liveRoutes = ({ hub }: RouteDeps): Route[] => [
  defineRoute({
    method: "get",
    path: "/live",
    summary: "Weights and readings as they happen (server-sent events)",
    access: "site",
    query: liveQuerySchema,
    errors: ["not-found", "not-allowed", "too-many-streams"],
    answer: { contentTypes: [EVENT_STREAM] },
    async handle({ db, scope, query }) {
      const { site, device } = query;
      if (site !== undefined && !isInScope(scope, site)) {
        return fail("not-allowed", `${site} is not a site of yours`);
      }
      if (device !== undefined) {
        const found = await findVisibleDevice(db, scope, device);
        if (!found.ok) return found;
      }
      const channels = new Set<LiveChannel>(query.channels ?? LIVE_CHANNELS);
      const shape = (event: Parameters<LiveRequest["shape"]>[0]) => event;
      return openStream(hub, { scope, channels, site, device, publicHolder: null, shape });
    },
  }),
  defineRoute({
    method: "get",
    path: "/open/live",
    summary: "Readings of bins and air stations as they happen (server-sent events)",
    access: "public",
    query: liveQuerySchema,
    errors: ["too-many-streams"],
    answer: { contentTypes: [EVENT_STREAM] },
    async handle({ query, peer }) {
      const { site, device } = query;
      const wanted = query.channels ?? OPEN_CHANNELS;
      const channels = new Set<LiveChannel>(OPEN_CHANNELS.filter((name) => wanted.includes(name)));
      if (channels.size === 0) return fail("invalid-input", "open channels are bin and air");
      const shape: LiveRequest["shape"] = (event) =>
        event.type === "reading"
          ? { type: "reading", reading: hideOperationalFields(event.reading) }
          : event;
      const publicHolder = networkOf(peer);
      return openStream(hub, { scope: "all", channels, site, device, publicHolder, shape });
    },
  }),
];
