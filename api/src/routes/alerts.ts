import {
  alertListQuerySchema,
  alertParamsSchema,
  alertViewSchema,
  type AlertView,
} from "@resik/contract/http/alerts";
import { fail, ok } from "@resik/contract/error-code";
import { pageOf } from "@resik/contract/http/page";
import { siteIdSchema } from "@resik/contract/slug";
import { isInScope } from "../auth/principal.ts";
import type { RouteDeps } from "../deps.ts";
import { defineRoute, type Route } from "../http/route.ts";
import { acknowledgeAlert, listAlerts, type AlertRow } from "../registry/alerts.ts";
import { createAudit } from "../registry/audit.ts";
import { toInstant } from "../registry/device-row.ts";
import { decodeCursor, toPage } from "../registry/page-cursor.ts";

const instantOf = (atMs: number | null): string | null => (atMs === null ? null : toInstant(atMs));

const toView = (row: AlertRow): AlertView => ({
  id: row.id,
  rule: row.rule,
  severity: row.severity,
  state: row.state,
  site: siteIdSchema.parse(row.site),
  subject: row.subject,
  value: row.value,
  openedAt: toInstant(row.opened_at_ms),
  acknowledgedAt: instantOf(row.acknowledged_at_ms),
  resolvedAt: instantOf(row.resolved_at_ms),
});

export const alertRoutes = (deps: RouteDeps): Route[] => [listRoute(), acknowledgeRoute(deps)];

const listRoute = (): Route =>
  defineRoute({
    method: "get",
    path: "/alerts",
    summary: "Alerts, newest first; operators get those of their sites",
    access: "site",
    query: alertListQuerySchema,
    errors: ["not-allowed"],
    answer: { schema: pageOf(alertViewSchema) },
    async handle({ db, scope, query }) {
      const { state, site, limit } = query;
      if (site !== undefined && !isInScope(scope, site)) {
        return fail("not-allowed", `${site} is not a site of yours`);
      }
      const before = decodeCursor(query.cursor);
      if (!before.ok) return before;
      if (!/^\d{0,15}$/.test(before.value)) return fail("invalid-input", "cursor is not ours");
      const beforeSeq = Number(before.value);
      const rows = await listAlerts(db, { scope, state, site, beforeSeq, limit });
      const { items, next } = toPage(rows, limit, ({ seq }) => String(seq));
      return ok({ items: items.map(toView), next });
    },
  });

const acknowledgeRoute = ({ clock, alerts }: RouteDeps): Route => {
  const audit = createAudit(clock);
  return defineRoute({
    method: "post",
    path: "/alerts/{id}/acknowledge",
    summary: "Say that somebody has seen an alert; a second time changes nothing",
    access: "staff",
    params: alertParamsSchema,
    write: "transaction",
    errors: ["not-found", "already-settled"],
    answer: { schema: alertViewSchema },
    async handle({ db, params, principal, afterwards }) {
      const seen = await acknowledgeAlert(db, params.id, clock.nowMs());
      if (!seen.ok) return seen;
      await audit(db, principal, "alert.acknowledge", params.id);
      afterwards(() => alerts.wake());
      return ok(toView(seen.value));
    },
  });
};
