import { bankIdSchema } from "@resik/contract/bank/ids";
import { fail, ok } from "@resik/contract/error-code";
import { monthSchema } from "@resik/contract/http/bank/profile";
import { reportStateSchema, returnBodySchema } from "@resik/contract/http/bank/reports";
import { z } from "zod";
import type { RouteDeps } from "../../deps.ts";
import { defineRoute, type Route } from "../../http/route.ts";
import { createAudit } from "../../registry/audit.ts";
import { bankOf } from "../../registry/banks.ts";
import type { MonthReader } from "../../reports/month-reader.ts";
import { decideReport, submitReport } from "../../reports/report-states.ts";
import { isMonthOver } from "../../reports/wib-month.ts";

const paramsSchema = z.object({ bank: bankIdSchema, month: monthSchema });

/** How the audit log names a report; the lines of a bank are found by the first half. */
const reportTarget = ({ bank, month }: z.infer<typeof paramsSchema>): string => `${bank}/${month}`;

/** The way of a monthly report: draft or returned, submitted, then verified or returned. */
export const decisionRoutes = (deps: RouteDeps, months: MonthReader): Route[] => [
  submitRoute(deps, months),
  verifyRoute(deps),
  returnRoute(deps),
];

const submitRoute = ({ clock }: RouteDeps, months: MonthReader): Route => {
  const audit = createAudit(clock);
  return defineRoute({
    method: "post",
    path: "/banks/{bank}/reports/monthly/{month}/submit",
    summary: "Send the report of a month that is over to the agency",
    access: "bank-treasury",
    params: paramsSchema,
    write: "transaction",
    errors: ["not-found", "already-settled"],
    answer: { schema: reportStateSchema },
    async handle({ db, params, principal }) {
      const { month } = params;
      const bank = await bankOf(db, params.bank);
      if (!bank.ok) return bank;
      const nowMs = clock.nowMs();
      if (!isMonthOver(month, nowMs)) return fail("invalid-input", `${month} is not over`);
      const head = await months.headOf(bank.value.id, month);
      if (!head) return fail("invalid-input", `the book is empty until the end of ${month}`);
      const submitted = await submitReport(db, { ...params, head, nowMs });
      if (!submitted.ok) return submitted;
      await audit(db, principal, "report.submit", reportTarget(params));
      return ok(submitted.value);
    },
  });
};

const verifyRoute = ({ clock }: RouteDeps): Route => {
  const audit = createAudit(clock);
  return defineRoute({
    method: "post",
    path: "/banks/{bank}/reports/monthly/{month}/verify",
    summary: "Verify a report that was sent",
    access: "staff",
    params: paramsSchema,
    write: "transaction",
    errors: ["not-found", "already-settled"],
    answer: { schema: reportStateSchema },
    async handle({ db, params, principal }) {
      const question = { ...params, nowMs: clock.nowMs() };
      const verified = await decideReport(db, question, { state: "verified" });
      if (!verified.ok) return verified;
      await audit(db, principal, "report.verify", reportTarget(params));
      return ok(verified.value);
    },
  });
};

const returnRoute = ({ clock }: RouteDeps): Route => {
  const audit = createAudit(clock);
  return defineRoute({
    method: "post",
    path: "/banks/{bank}/reports/monthly/{month}/return",
    summary: "Return a report that was sent, with what is to be mended",
    access: "staff",
    params: paramsSchema,
    body: returnBodySchema,
    write: "transaction",
    errors: ["not-found", "already-settled"],
    answer: { schema: reportStateSchema },
    async handle({ db, params, body, principal }) {
      const question = { ...params, nowMs: clock.nowMs() };
      const returned = await decideReport(db, question, { state: "returned", note: body.note });
      if (!returned.ok) return returned;
      await audit(db, principal, "report.return", reportTarget(params));
      return ok(returned.value);
    },
  });
};
