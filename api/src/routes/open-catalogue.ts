import { ok } from "@resik/contract/error-code";
import type { RouteDeps } from "../deps.ts";
import { defineRoute, type Route } from "../http/route.ts";
import { apiUrlOf, cacheScopeOf } from "../open/api-url.ts";
import { catalogueRecord } from "../open/catalogue-record.ts";
import { toFeatureCollection } from "../open/geojson.ts";
import { cachedJson } from "./open.ts";
import type { StationsReader } from "./open-stations.ts";

const CATALOGUE_AGE_S = 3_600;
const STATIONS_AGE_S = 2;
const GEOJSON = "application/geo+json";

/** What there is, under which terms and in which units; and the stations as a layer for maps. */
export const catalogueRoutes = (deps: RouteDeps, readStations: StationsReader): Route[] => [
  defineRoute({
    method: "get",
    path: "/open/catalogue",
    summary: "What data is open: datasets, fields, units, method, terms, addresses",
    access: "public",
    answer: { contentTypes: ["application/json"] },
    handle({ headers }) {
      const record = catalogueRecord({
        district: deps.district,
        apiUrl: apiUrlOf(deps, headers),
        licence: deps.openLicence,
        ispuCompleteRatio: deps.ispuCompleteRatio,
      });
      const answer = cachedJson(headers, record, record, CATALOGUE_AGE_S);
      answer.headers.set("cache-control", `${cacheScopeOf(deps)}, max-age=${CATALOGUE_AGE_S}`);
      return Promise.resolve(ok(answer));
    },
  }),
  defineRoute({
    method: "get",
    path: "/open/stations.geojson",
    summary: "Bins and air stations with their latest values as GeoJSON (RFC 7946)",
    access: "public",
    errors: ["store-unavailable"],
    answer: { contentTypes: [GEOJSON] },
    async handle({ headers }) {
      const stations = await readStations();
      if (!stations.ok) return stations;
      const collection = toFeatureCollection(stations.value.stations);
      const answer = cachedJson(headers, collection, collection, STATIONS_AGE_S);
      answer.headers.set("content-type", GEOJSON);
      return ok(answer);
    },
  }),
];
