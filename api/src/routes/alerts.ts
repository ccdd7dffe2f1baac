import { fail, ok, type Result } from "@resik/contract/error-code";
import {
  acknowledgeRequestSchema,
  alertDetailSchema,
  alertListQuerySchema,
  alertParamsSchema,
  alertSummarySchema,
  alertViewSchema,
  assignRequestSchema,
  noteRequestSchema,
  resolveRequestSchema,
  type AlertView,
} from "@resik/contract/http/alerts";
import { pageOf } from "@resik/contract/http/page";
import { isInScope, nameOf, type Principal } from "../auth/principal.ts";
import type { RouteDeps } from "../deps.ts";
import { defineRoute, type Route } from "../http/route.ts";
import {
  acknowledgeAlert,
  assignAlert,
  noteAlert,
  resolveAlertByHand,
  type AlertRow,
  type Hand,
} from "../registry/alerts.ts";
import { createAudit } from "../registry/audit.ts";
import { listAlerts, storyOf, summariseAlerts, viewAlert } from "../registry/desk/alert-list.ts";
import { assignablePerson } from "../registry/desk/task-people.ts";
import type { RegistryDb } from "../registry/tables.ts";
import { pageBeforeSeq } from "./seq-page.ts";

export const alertRoutes = (deps: RouteDeps): Route[] => [
  listRoute(),
  summaryRoute(),
  detailRoute(),
  acknowledgeRoute(deps),
  assignRoute(deps),
  noteRoute(deps),
  resolveRoute(deps),
];

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
      const { limit, cursor, unresolved, ...asked } = query;
      if (asked.site !== undefined && !isInScope(scope, asked.site)) {
        return fail("not-allowed", `${asked.site} is not a site of yours`);
      }
      const filter = { ...asked, scope, unresolved: unresolved === "true" };
      const page = await pageBeforeSeq({ cursor, limit }, (place) =>
        listAlerts(db, { ...filter, ...place }),
      );
      if (!page.ok) return page;
      const { items, next } = page.value;
      return ok({ items: items.map(({ view }) => view), next });
    },
  });

const summaryRoute = (): Route =>
  defineRoute({
    method: "get",
    path: "/alerts/summary",
    summary: "How many alerts need attention now; operators count those of their sites",
    access: "site",
    answer: { schema: alertSummarySchema },
    handle: async ({ db, scope }) => ok(await summariseAlerts(db, scope)),
  });

const detailRoute = (): Route =>
  defineRoute({
    method: "get",
    path: "/alerts/{id}",
    summary: "One alert with what happened to it, oldest first",
    access: "site",
    params: alertParamsSchema,
    errors: ["not-found", "not-allowed"],
    answer: { schema: alertDetailSchema },
    async handle({ db, scope, params }) {
      const view = await viewAlert(db, params.id);
      // Who is bound to sites learns nothing of others, not even whether they have an alert.
      if (scope !== "all" && !(view && isInScope(scope, view.site))) {
        return fail("not-allowed", `alert ${params.id} is not at a site of yours`);
      }
      if (!view) return fail("not-found", `no alert ${params.id}`);
      return ok({ ...view, story: await storyOf(db, params.id) });
    },
  });

type StepResult = Result<AlertRow, "not-found" | "already-settled" | "too-many-requests">;

/** The alert as it stands after somebody did something to it. */
async function answerOf(db: RegistryDb, done: StepResult): Promise<Result<AlertView>> {
  if (!done.ok) return done;
  const view = await viewAlert(db, done.value.id);
  return view ? ok(view) : fail("not-found", `no alert ${done.value.id}`);
}

const handOf = (principal: Principal, note?: string): Hand => ({
  by: nameOf(principal),
  note: note ?? null,
});

const acknowledgeRoute = ({ clock, alerts }: RouteDeps): Route => {
  const audit = createAudit(clock);
  return defineRoute({
    method: "post",
    path: "/alerts/{id}/acknowledge",
    summary: "Say that somebody has seen an alert; a second time only adds its note",
    access: "staff",
    params: alertParamsSchema,
    body: acknowledgeRequestSchema.optional(),
    write: "transaction",
    errors: ["not-found", "already-settled", "too-many-requests"],
    answer: { schema: alertViewSchema },
    async handle({ db, params, body, principal, afterwards }) {
      const hand = handOf(principal, body?.note);
      const seen = await acknowledgeAlert(db, params.id, clock.nowMs(), hand);
      if (seen.ok) await audit(db, principal, "alert.acknowledge", params.id);
      afterwards(() => alerts.wake());
      return answerOf(db, seen);
    },
  });
};

const assignRoute = ({ clock, alerts }: RouteDeps): Route => {
  const audit = createAudit(clock);
  return defineRoute({
    method: "post",
    path: "/alerts/{id}/assign",
    summary: "Give an alert to a member of staff, or to nobody; the same again changes nothing",
    access: "staff",
    params: alertParamsSchema,
    body: assignRequestSchema,
    write: "transaction",
    errors: ["not-found", "already-settled", "too-many-requests"],
    answer: { schema: alertViewSchema },
    async handle({ db, params, body, principal, afterwards }) {
      const { assignee } = body;
      const person = assignee === null ? null : await assignablePerson(db, assignee);
      if (person && !person.ok) return person;
      // The story says whose it is now; a name is what colleagues read there.
      const hand = handOf(principal, person?.value.name);
      const nowMs = clock.nowMs();
      const given = await assignAlert(db, params.id, { assignee, nowMs, hand });
      if (given.ok) await audit(db, principal, "alert.assign", params.id);
      afterwards(() => alerts.wake());
      return answerOf(db, given);
    },
  });
};

const noteRoute = ({ clock, alerts }: RouteDeps): Route => {
  const audit = createAudit(clock);
  return defineRoute({
    method: "post",
    path: "/alerts/{id}/note",
    summary: "Add a note to an alert's story, also when it is over",
    access: "staff",
    params: alertParamsSchema,
    body: noteRequestSchema,
    write: "transaction",
    errors: ["not-found", "too-many-requests"],
    answer: { schema: alertViewSchema },
    async handle({ db, params, body, principal, afterwards }) {
      const hand = handOf(principal, body.note);
      const noted = await noteAlert(db, params.id, { nowMs: clock.nowMs(), hand });
      if (noted.ok) await audit(db, principal, "alert.note", params.id);
      afterwards(() => alerts.wake());
      return answerOf(db, noted);
    },
  });
};

const resolveRoute = ({ clock, alerts }: RouteDeps): Route => {
  const audit = createAudit(clock);
  return defineRoute({
    method: "post",
    path: "/alerts/{id}/resolve",
    summary: "End an alert by hand; its rule is quiet here until its cause was gone once",
    access: "staff",
    params: alertParamsSchema,
    body: resolveRequestSchema,
    write: "transaction",
    errors: ["not-found", "already-settled"],
    answer: { schema: alertViewSchema },
    async handle({ db, params, body, principal, afterwards }) {
      const hand = handOf(principal, body.note);
      const ended = await resolveAlertByHand(db, params.id, { nowMs: clock.nowMs(), hand });
      if (ended.ok) await audit(db, principal, "alert.resolve", params.id);
      afterwards(() => alerts.wake());
      return answerOf(db, ended);
    },
  });
};
