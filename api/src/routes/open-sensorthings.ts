import { ok } from "@resik/contract/error-code";
import { z } from "zod";
import type { RouteDeps } from "../deps.ts";
import { defineRoute, type Route } from "../http/route.ts";
import { apiUrlOf } from "../open/api-url.ts";
import { createCatalogue } from "../open/sensorthings/model.ts";
import { parseOptions } from "../open/sensorthings/query.ts";
import { askService, serviceRoot } from "../open/sensorthings/service.ts";
import { askStore } from "../readings-access.ts";
import type { StationsReader } from "./open-stations.ts";

const PATH = "/open/sensorthings/v1.1";
const JSON_TYPE = "application/json";
const AGE_S = 10;

const sendJson = (body: unknown): Response =>
  new Response(JSON.stringify(body), {
    headers: { "content-type": JSON_TYPE, "cache-control": `public, max-age=${AGE_S}` },
  });

/** OGC SensorThings API 1.1 (18-088), read only: what a client asks, in `open/sensorthings`. */
export const sensorThingsRoutes = (deps: RouteDeps, readStations: StationsReader): Route[] => [
  defineRoute({
    method: "get",
    path: PATH,
    summary: "OGC SensorThings 1.1, read only: its entity sets",
    access: "public",
    answer: { contentTypes: [JSON_TYPE] },
    handle: ({ headers }) =>
      Promise.resolve(ok(sendJson(serviceRoot({ rootUrl: `${apiUrlOf(deps, headers)}${PATH}` })))),
  }),
  defineRoute({
    method: "get",
    path: `${PATH}/{path*}`,
    summary:
      "OGC SensorThings 1.1, read only: Things, Locations, Datastreams, Sensors, " +
      "ObservedProperties, Observations; $filter, $orderby, $top, $skip, $count, $select, $expand " +
      "of one level",
    access: "public",
    rate: "lookup",
    params: z.object({ path: z.string().max(500) }),
    query: z.record(z.string(), z.string().max(2_000)),
    errors: ["not-found", "range-too-large", "store-unavailable"],
    answer: { contentTypes: [JSON_TYPE] },
    async handle({ params, query, headers }) {
      const options = parseOptions(query);
      if (!options.ok) return options;
      const stations = await readStations();
      if (!stations.ok) return stations;
      const catalogue = createCatalogue(stations.value.stations);
      const rootUrl = `${apiUrlOf(deps, headers)}${PATH}`;
      const answer = await askStore(deps, (source) =>
        askService(
          { source, catalogue, rootUrl, nowMs: deps.clock.nowMs() },
          params.path,
          options.value,
        ),
      );
      if (!answer.ok) return answer;
      return answer.value.ok ? ok(sendJson(answer.value.value)) : answer.value;
    },
  }),
];
