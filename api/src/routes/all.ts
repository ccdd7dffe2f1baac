import type { RouteDeps } from "../deps.ts";
import type { Route } from "../http/route.ts";
import { deviceStatusRoutes } from "./device-status.ts";
import { deviceViewRoutes } from "./device-views.ts";
import { deviceRoutes } from "./devices.ts";
import { exportRoutes } from "./export.ts";
import { liveRoutes } from "./live.ts";
import { mqttAuthenticateRoutes } from "./mqtt-authenticate.ts";
import { openRoutes } from "./open.ts";
import { peopleRoutes } from "./people.ts";
import { quarantineRoutes } from "./quarantine.ts";
import { readingRoutes } from "./readings.ts";
import { siteRoutes } from "./sites.ts";

/** Every route below `/api/v1`, in the order of the documentation. */
export const allRoutes = (deps: RouteDeps): Route[] => [
  ...openRoutes(deps),
  ...peopleRoutes(deps),
  ...siteRoutes(deps),
  ...deviceViewRoutes(deps),
  ...deviceRoutes(deps),
  ...deviceStatusRoutes(deps),
  ...readingRoutes(deps),
  ...exportRoutes(deps),
  ...quarantineRoutes(deps),
  ...liveRoutes(deps),
  ...mqttAuthenticateRoutes(deps),
];
