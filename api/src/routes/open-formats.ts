import type { RouteDeps } from "../deps.ts";
import type { Route } from "../http/route.ts";
import { openExportRoute } from "./open-export.ts";
import { catalogueRoutes } from "./open-catalogue.ts";
import { ngsiLdRoutes } from "./open-ngsi-ld.ts";
import { sensorThingsRoutes } from "./open-sensorthings.ts";
import type { StationsReader } from "./open-stations.ts";

/** What others' systems read: everything here is public and read-only. */
export const openFormatRoutes = (deps: RouteDeps, readStations: StationsReader): Route[] => [
  ...catalogueRoutes(deps, readStations),
  openExportRoute(deps),
  ...ngsiLdRoutes(deps, readStations),
  ...sensorThingsRoutes(deps, readStations),
];
