import { fail, ok, type Result } from "@resik/contract/error-code";
import {
  binListQuerySchema,
  binListSchema,
  collectionQuerySchema,
  collectionSchema,
} from "@resik/contract/http/bins";
import type { Site } from "@resik/contract/http/registry";
import { isInScope, type SiteScope } from "../auth/principal.ts";
import { createBinBoard, type BinBoard } from "../bins/bin-board.ts";
import { standingBins } from "../bins/bin-views.ts";
import { dayOf, dayStartMs, planCollection } from "../bins/collection.ts";
import { reportedBins } from "../bins/reported-bins.ts";
import type { RouteDeps } from "../deps.ts";
import { defineRoute, type Route } from "../http/route.ts";
import { askStore } from "../readings-access.ts";
import { toInstant } from "../registry/device-row.ts";
import { sitesById } from "../registry/sites.ts";
import type { RegistryDb } from "../registry/tables.ts";

/** Nobody plans rounds further ahead, and forecasts say little of it. */
const DAYS_AHEAD_MAX = 14;
const DAY_MS = 86_400_000;

export function binRoutes(deps: RouteDeps): Route[] {
  const board = createBinBoard(deps);
  return [binsRoute(deps, board), collectionRoute(deps, board)];
}

const binsRoute = (deps: RouteDeps, board: BinBoard): Route =>
  defineRoute({
    method: "get",
    path: "/bins",
    summary: "Where every bin stands and when it will be full; operators get their own",
    access: "site",
    query: binListQuerySchema,
    errors: ["not-allowed", "store-unavailable"],
    answer: { schema: binListSchema },
    async handle({ db, scope, query }) {
      if (query.site !== undefined && !isInScope(scope, query.site)) {
        return fail("not-allowed", `${query.site} is not a site of yours`);
      }
      const standings = await askStore(deps, () => board.look());
      if (!standings.ok) return standings;
      const nowMs = deps.clock.nowMs();
      const bins = await standingBins(db, standings.value, { scope, site: query.site, nowMs });
      return ok({ generatedAt: toInstant(nowMs), bins: bins.map(({ view }) => view) });
    },
  });

const collectionRoute = (deps: RouteDeps, board: BinBoard): Route =>
  defineRoute({
    method: "get",
    path: "/collection",
    summary: "Which bins to empty on a day, in an order to drive",
    access: "site",
    query: collectionQuerySchema,
    errors: ["not-allowed", "not-found", "invalid-input", "store-unavailable"],
    answer: { schema: collectionSchema },
    async handle({ db, scope, query }) {
      const nowMs = deps.clock.nowMs();
      const todayMs = dayStartMs(dayOf(nowMs));
      const dayMs = dayStartMs(query.day);
      if (dayMs < todayMs || dayMs > todayMs + DAYS_AHEAD_MAX * DAY_MS) {
        return fail("invalid-input", `day is not within ${DAYS_AHEAD_MAX} days from today`);
      }
      const start = await startOf(db, scope, query.start);
      if (!start.ok) return start;
      const standings = await askStore(deps, () => board.look());
      if (!standings.ok) return standings;
      const bins = await standingBins(db, standings.value, { scope, nowMs });
      const reported = await reportedBins(db, nowMs);
      const { day, stops: stopsMax } = query;
      return ok(planCollection({ day, start: start.value, bins, reported, stopsMax }));
    },
  });

/** Where the vehicle starts: the site asked for, else an office, else the first site in scope. */
async function startOf(
  db: RegistryDb,
  scope: SiteScope,
  asked: string | undefined,
): Promise<Result<Site>> {
  if (asked !== undefined && !isInScope(scope, asked)) {
    return fail("not-allowed", `${asked} is not a site of yours`);
  }
  const sites = [...(await sitesById(db)).values()]
    .filter(({ id }) => isInScope(scope, id))
    .toSorted((a, b) => (a.id < b.id ? -1 : 1));
  const site =
    asked === undefined
      ? (sites.find(({ kind }) => kind === "office") ?? sites[0])
      : sites.find(({ id }) => id === asked);
  return site ? ok(site) : fail("not-found", asked === undefined ? "no site" : `no site ${asked}`);
}
