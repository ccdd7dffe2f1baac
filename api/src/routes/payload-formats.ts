import type { RouteDeps } from "../deps.ts";
import type { Route } from "../http/route.ts";

export const payloadFormatRoutes = (_deps: RouteDeps): Route[] => [];
