import { ok } from "@resik/contract/error-code";
import { openMapSchema } from "@resik/contract/http/open-map";
import type { RouteDeps } from "../deps.ts";
import { defineRoute, type Route } from "../http/route.ts";
import { cachedJson } from "./open.ts";

/** A change of settings needs a restart, so the pages need not ask often. */
const MAP_AGE_S = 300;

export const openMapRoutes = ({ mapTiles }: RouteDeps): Route[] => [
  defineRoute({
    method: "get",
    path: "/open/map",
    summary: "Where the pages find map tiles, if this installation has any",
    access: "public",
    answer: { schema: openMapSchema },
    async handle({ headers }) {
      const map = { tiles: mapTiles };
      return ok(cachedJson(headers, map, map, MAP_AGE_S));
    },
  }),
];
