import type { RouteDeps } from "../deps.ts";
import type { Route } from "../http/route.ts";

export const deviceHealthRoutes = (_deps: RouteDeps): Route[] => [];
