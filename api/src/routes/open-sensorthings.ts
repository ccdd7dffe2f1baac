import { ok } from "@resik/contract/error-code";
import { z } from "zod";
import type { RouteDeps } from "../deps.ts";
import { defineRoute, type Route } from "../http/route.ts";
import { apiUrlOf, cacheScopeOf } from "../open/api-url.ts";
import { createCatalogue } from "../open/sensorthings/model.ts";
import { READ_MAX } from "../open/sensorthings/observations.ts";
import { parseOptions } from "../open/sensorthings/query.ts";
import { askService, serviceRoot } from "../open/sensorthings/service.ts";
import { createSharedRead } from "../open/shared-read.ts";
import { createTurnstile } from "../open/turnstile.ts";
import { askStore } from "../readings-access.ts";
import type { StationsReader } from "./open-stations.ts";

const PATH = "/open/sensorthings/v1.1";
const JSON_TYPE = "application/json";
const AGE_S = 10;
/** Everything but observations changes rarely, and is work of a moment for thousands of stations. */
const CATALOGUE_FRESH_MS = 5_000;

/** Questions at work and waiting; each may hold the readings of one answer in memory. */
const AT_ONCE = 4;
const WAITING_MAX = 60;

const sendJson = (deps: RouteDeps, body: unknown): Response =>
  new Response(JSON.stringify(body), {
    headers: {
      "content-type": JSON_TYPE,
      "cache-control": `${cacheScopeOf(deps)}, max-age=${AGE_S}`,
    },
  });

/** OGC SensorThings API 1.1 (18-088), read only: what a client asks, in `open/sensorthings`. */
export const sensorThingsRoutes = (deps: RouteDeps, readStations: StationsReader): Route[] => [
  rootRoute(deps),
  entitiesRoute(deps, readStations),
];

const rootRoute = (deps: RouteDeps): Route =>
  defineRoute({
    method: "get",
    path: PATH,
    summary: "OGC SensorThings 1.1, read only: its entity sets",
    access: "public",
    answer: { contentTypes: [JSON_TYPE] },
    handle: ({ headers }) =>
      Promise.resolve(
        ok(sendJson(deps, serviceRoot({ rootUrl: `${apiUrlOf(deps, headers)}${PATH}` }))),
      ),
  });

function entitiesRoute(deps: RouteDeps, readStations: StationsReader): Route {
  const pass = createTurnstile({ atOnce: AT_ONCE, waiting: WAITING_MAX });
  const readCatalogue = createSharedRead(deps.clock, CATALOGUE_FRESH_MS, async () => {
    const read = await readStations();
    return read.ok ? ok(createCatalogue(read.value.stations)) : read;
  });
  return defineRoute({
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
    errors: ["not-found", "range-too-large", "too-many-streams", "store-unavailable"],
    answer: { contentTypes: [JSON_TYPE] },
    async handle({ params, query, headers }) {
      const rootUrl = `${apiUrlOf(deps, headers)}${PATH}`;
      // Clients that put paths together ask for the root with a slash at its end.
      if (params.path === "") return ok(sendJson(deps, serviceRoot({ rootUrl })));
      const options = parseOptions(query);
      if (!options.ok) return options;
      const catalogue = await readCatalogue();
      if (!catalogue.ok) return catalogue;
      const nowMs = deps.clock.nowMs();
      const answer = await pass(() =>
        askStore(deps, (source) => {
          const budget = { left: READ_MAX };
          const question = { source, catalogue: catalogue.value, budget, nowMs };
          return askService({ ...question, rootUrl }, params.path, options.value);
        }),
      );
      if (!answer.ok) return answer;
      return answer.value.ok ? ok(sendJson(deps, answer.value.value)) : answer.value;
    },
  });
}
