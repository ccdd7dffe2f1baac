import { ok } from "@resik/contract/error-code";
import {
  activeMembersSchema,
  monthlyReportSchema,
  reportQuerySchema,
} from "@resik/contract/http/bank/reports";
import type { RouteDeps } from "../../deps.ts";
import { defineRoute, type Route } from "../../http/route.ts";
import { bankOf } from "../../registry/banks.ts";
import { listActiveMembers } from "../../reports/active-members.ts";
import type { MonthReader } from "../../reports/month-reader.ts";
import { makeMonthlyReport } from "../../reports/monthly-report.ts";
import { reportFile } from "../../reports/report-file.ts";
import { activeMemberSheets, monthlySheets } from "../../reports/report-sheets.ts";
import { bankParamsSchema } from "../bank/params.ts";

export const monthlyReportRoutes = ({ clock }: RouteDeps, months: MonthReader): Route[] => [
  defineRoute({
    method: "get",
    path: "/banks/{bank}/reports/monthly",
    summary: "A waste bank's month, counted from its transfers; as JSON, CSV or XLSX",
    access: "bank-read",
    params: bankParamsSchema,
    query: reportQuerySchema,
    errors: ["not-found"],
    answer: { schema: monthlyReportSchema },
    async handle({ db, params, query: { month, format } }) {
      const bank = await bankOf(db, params.bank);
      if (!bank.ok) return bank;
      const nowMs = clock.nowMs();
      const report = await makeMonthlyReport({ db, months, nowMs }, bank.value, month);
      if (format === "json") return ok(report);
      const name = `laporan-bulanan-${bank.value.id}-${month}`;
      return ok(await reportFile(format, name, monthlySheets(report)));
    },
  }),
  defineRoute({
    method: "get",
    path: "/banks/{bank}/reports/active-members",
    summary: "Who brought something in a month, by name; as JSON, CSV or XLSX",
    access: "bank-desk",
    params: bankParamsSchema,
    query: reportQuerySchema,
    errors: ["not-found"],
    answer: { schema: activeMembersSchema },
    async handle({ db, params, query: { month, format } }) {
      const bank = await bankOf(db, params.bank);
      if (!bank.ok) return bank;
      const { id, name: bankName } = bank.value;
      const report = await listActiveMembers({ db, months }, id, month);
      if (format === "json") return ok(report);
      const name = `nasabah-aktif-${id}-${month}`;
      return ok(await reportFile(format, name, activeMemberSheets(report, bankName)));
    },
  }),
];
