import { fail, ok } from "@resik/contract/error-code";
import { siteListQuerySchema } from "@resik/contract/http/devices";
import { pageOf } from "@resik/contract/http/page";
import { siteChangeSchema, siteSchema } from "@resik/contract/http/registry";
import { siteIdSchema } from "@resik/contract/slug";
import { z } from "zod";
import { actorOf } from "../auth/principal.ts";
import type { RouteDeps } from "../deps.ts";
import { defineRoute, type Route } from "../http/route.ts";
import { writeAudit } from "../registry/audit.ts";
import { decodeCursor, toPage } from "../registry/page-cursor.ts";
import { addSite, changeSite, findSite, listSites } from "../registry/sites.ts";

export const siteRoutes = ({ clock, placeChanged }: RouteDeps): Route[] => [
  defineRoute({
    method: "get",
    path: "/sites",
    summary: "Sites in order of id; operators get their own",
    access: "site",
    query: siteListQuerySchema,
    answer: { schema: pageOf(siteSchema) },
    async handle({ db, scope, query }) {
      const after = decodeCursor(query.cursor);
      if (!after.ok) return after;
      const sites = await listSites(db, { scope, afterId: after.value, limit: query.limit });
      return ok(toPage(sites, query.limit, (site) => site.id));
    },
  }),
  defineRoute({
    method: "post",
    path: "/sites",
    summary: "Add a site",
    access: "staff",
    body: siteSchema,
    write: "transaction",
    status: 201,
    errors: ["already-exists"],
    answer: { schema: siteSchema },
    async handle({ db, body, principal, afterwards }) {
      const added = await addSite(db, body);
      if (!added.ok) return added;
      const actor = actorOf(principal);
      await writeAudit(db, { atMs: clock.nowMs(), actor, action: "site.add", target: body.id });
      afterwards(() => placeChanged(body.id));
      return added;
    },
  }),
  defineRoute({
    method: "get",
    path: "/sites/{id}",
    summary: "A site",
    access: "staff",
    params: z.object({ id: siteIdSchema }),
    errors: ["not-found"],
    answer: { schema: siteSchema },
    async handle({ db, params }) {
      const site = await findSite(db, params.id);
      return site === null ? fail("not-found", `site ${params.id}`) : ok(site);
    },
  }),
  defineRoute({
    method: "put",
    path: "/sites/{id}",
    summary: "Give a site another name, area or position; devices at its own point go with it",
    access: "staff",
    params: z.object({ id: siteIdSchema }),
    body: siteChangeSchema,
    write: "transaction",
    errors: ["not-found"],
    answer: { schema: siteSchema },
    async handle({ db, params, body, principal, afterwards }) {
      const changed = await changeSite(db, params.id, body);
      if (!changed.ok) return changed;
      const { site, devices } = changed.value;
      const actor = actorOf(principal);
      await writeAudit(db, { atMs: clock.nowMs(), actor, action: "site.change", target: site.id });
      afterwards(() => {
        for (const id of [site.id, ...devices]) placeChanged(id);
      });
      return ok(site);
    },
  }),
];
