import type { RouteDeps } from "../deps.ts";
import type { Route } from "../http/route.ts";

export const notificationRoutes = (_deps: RouteDeps): Route[] => [];
