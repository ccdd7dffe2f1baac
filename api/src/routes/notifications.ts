import type { RouteDeps } from "../deps.ts";
import type { Route } from "../http/route.ts";
import { deliveryRoutes } from "./notifications-log.ts";
import { pushRoutes } from "./notifications-push.ts";
import { targetRoutes } from "./notifications-targets.ts";

/** Where messages about alerts go, what became of them, and the phones of staff. */
export const notificationRoutes = (deps: RouteDeps): Route[] => [
  ...targetRoutes(deps),
  ...deliveryRoutes(deps),
  ...pushRoutes(deps),
];
