import { ok } from "@resik/contract/error-code";
import { pageOf } from "@resik/contract/http/page";
import {
  reportAnswerSchema,
  residentReportListQuerySchema,
  residentReportParamsSchema,
  residentReportViewSchema,
} from "@resik/contract/http/resident-reports";
import type { RouteDeps } from "../deps.ts";
import { defineRoute, type Route } from "../http/route.ts";
import { createAudit } from "../registry/audit.ts";
import { readPhoto } from "../registry/desk/report-photos.ts";
import { findReport, listReports, toReportView } from "../registry/desk/resident-report-rows.ts";
import { answerReport, type ReportEnd } from "../registry/desk/resident-report-states.ts";
import { myReportRoutes } from "./me/reports.ts";
import { PHOTO_TYPES, photoAnswer } from "./photo-answer.ts";
import { pageBeforeSeq } from "./seq-page.ts";

/** Residents' reports: staff reads and answers them, and learns nowhere whose they are. */
export const residentReportRoutes = (deps: RouteDeps): Route[] => [
  ...myReportRoutes(deps),
  listRoute(),
  detailRoute(),
  photoRoute(),
  answerRoute(deps, {
    name: "decline",
    summary: "Say that nothing will be done, with words for the reporter",
    state: "declined",
  }),
  answerRoute(deps, {
    name: "close",
    summary: "Say that it is done without a task, with words for the reporter",
    state: "done",
  }),
];

const listRoute = (): Route =>
  defineRoute({
    method: "get",
    path: "/resident-reports",
    summary: "Residents' reports, newest first",
    access: "staff",
    query: residentReportListQuerySchema,
    answer: { schema: pageOf(residentReportViewSchema) },
    async handle({ db, query }) {
      const { state } = query;
      const page = await pageBeforeSeq(query, (place) => listReports(db, { state, ...place }));
      if (!page.ok) return page;
      return ok({ ...page.value, items: page.value.items.map(toReportView) });
    },
  });

const detailRoute = (): Route =>
  defineRoute({
    method: "get",
    path: "/resident-reports/{id}",
    summary: "One report",
    access: "staff",
    params: residentReportParamsSchema,
    errors: ["not-found"],
    answer: { schema: residentReportViewSchema },
    async handle({ db, params }) {
      const report = await findReport(db, params.id);
      return report.ok ? ok(toReportView(report.value)) : report;
    },
  });

const photoRoute = (): Route =>
  defineRoute({
    method: "get",
    path: "/resident-reports/{id}/photo",
    summary: "The photo of a report, without anything but the picture",
    access: "staff",
    params: residentReportParamsSchema,
    errors: ["not-found"],
    answer: { contentTypes: PHOTO_TYPES },
    handle: async ({ db, params }) => photoAnswer(await readPhoto(db, params.id, null)),
  });

const answerRoute = (
  { clock }: RouteDeps,
  {
    name,
    summary,
    state,
  }: { name: "decline" | "close"; summary: string } & Pick<ReportEnd, "state">,
): Route => {
  const audit = createAudit(clock);
  return defineRoute({
    method: "post",
    path: `/resident-reports/{id}/${name}`,
    summary,
    access: "staff",
    params: residentReportParamsSchema,
    body: reportAnswerSchema,
    write: "transaction",
    errors: ["not-found", "already-settled", "already-exists"],
    answer: { schema: residentReportViewSchema },
    async handle({ db, params, body, principal }) {
      const end = { state, answer: body.answer, nowMs: clock.nowMs() };
      const answered = await answerReport(db, params.id, end);
      if (!answered.ok) return answered;
      await audit(db, principal, `resident-report.${name}`, params.id);
      const report = await findReport(db, params.id);
      return report.ok ? ok(toReportView(report.value)) : report;
    },
  });
};
