import { ok } from "@resik/contract/error-code";
import {
  districtReportSchema,
  reportQuerySchema,
  sipsnQuerySchema,
  sipsnReportSchema,
} from "@resik/contract/http/bank/reports";
import type { RouteDeps } from "../../deps.ts";
import { defineRoute, type Route } from "../../http/route.ts";
import { makeDistrictReport } from "../../reports/district-report.ts";
import type { MonthReader } from "../../reports/month-reader.ts";
import { reportFile } from "../../reports/report-file.ts";
import { districtSheets } from "../../reports/report-sheets.ts";
import { makeSipsnReport } from "../../reports/sipsn-report.ts";
import { sipsnSheets } from "../../reports/sipsn-sheets.ts";

export const districtReportRoutes = (
  { clock, district }: RouteDeps,
  months: MonthReader,
): Route[] => [
  defineRoute({
    method: "get",
    path: "/reports/district",
    summary: "The month of every waste bank and of the district; as JSON, CSV or XLSX",
    access: "staff",
    query: reportQuerySchema,
    answer: { schema: districtReportSchema },
    async handle({ db, query: { month, format } }) {
      const report = await makeDistrictReport({ db, months }, month);
      if (format === "json") return ok(report);
      const sheets = districtSheets(report, district.name);
      return ok(await reportFile(format, `laporan-kabupaten-${month}`, sheets));
    },
  }),
  defineRoute({
    method: "get",
    path: "/reports/sipsn",
    summary: "The half-year of every waste bank for the national system; as JSON, CSV or XLSX",
    access: "staff",
    query: sipsnQuerySchema,
    answer: { schema: sipsnReportSchema },
    async handle({ db, query: { year, half, format } }) {
      const nowMs = clock.nowMs();
      const report = await makeSipsnReport({ db, months, nowMs }, year, half);
      if (format === "json") return ok(report);
      const sheets = sipsnSheets(report, district.name);
      return ok(await reportFile(format, `sipsn-${year}-semester-${half}`, sheets));
    },
  }),
];
