import { bankIdSchema } from "@resik/contract/bank/ids";
import { fail, ok } from "@resik/contract/error-code";
import { monthSchema } from "@resik/contract/http/bank/profile";
import { reportStateSchema, returnBodySchema } from "@resik/contract/http/bank/reports";
import { z } from "zod";
import type { RouteDeps } from "../../deps.ts";
import { defineRoute, type Route } from "../../http/route.ts";
import { createAudit, type AuditAction } from "../../registry/audit.ts";
import { bankOf } from "../../registry/banks.ts";
import type { MonthReader } from "../../reports/month-reader.ts";
import { decideReport, submitReport, type Decision } from "../../reports/report-states.ts";
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

/** What is the same for every route here. */
const decision = {
  method: "post",
  params: paramsSchema,
  write: "transaction",
  errors: ["not-found", "already-settled"],
  answer: { schema: reportStateSchema },
} as const;
const PATH = "/banks/{bank}/reports/monthly/{month}";

const submitRoute = ({ clock }: RouteDeps, months: MonthReader): Route => {
  const audit = createAudit(clock);
  return defineRoute({
    ...decision,
    path: `${PATH}/submit`,
    summary: "Send the report of a month that is over to the agency",
    access: "bank-treasury",
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

interface Ruling<B> {
  action: Extract<AuditAction, "report.verify" | "report.return">;
  body?: z.ZodType<B>;
  decisionOf(body: B): Decision;
}

/** What the agency says to a report that was sent. */
const rulingRoute = <B>(
  { clock }: RouteDeps,
  { action, decisionOf, ...spec }: Ruling<B> & Pick<Route, "path" | "summary">,
): Route => {
  const audit = createAudit(clock);
  return defineRoute({
    ...decision,
    ...spec,
    access: "staff",
    async handle({ db, params, body, principal }) {
      const question = { ...params, nowMs: clock.nowMs() };
      const decided = await decideReport(db, question, decisionOf(body));
      if (!decided.ok) return decided;
      await audit(db, principal, action, reportTarget(params));
      return ok(decided.value);
    },
  });
};

const verifyRoute = (deps: RouteDeps): Route =>
  rulingRoute(deps, {
    path: `${PATH}/verify`,
    summary: "Verify a report that was sent",
    action: "report.verify",
    decisionOf: () => ({ state: "verified" }),
  });

const returnRoute = (deps: RouteDeps): Route =>
  rulingRoute(deps, {
    path: `${PATH}/return`,
    summary: "Return a report that was sent, with what is to be mended",
    body: returnBodySchema,
    action: "report.return",
    decisionOf: ({ note }) => ({ state: "returned", note }),
  });
