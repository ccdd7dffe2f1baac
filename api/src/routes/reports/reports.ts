import type { RouteDeps } from "../../deps.ts";
import type { Route } from "../../http/route.ts";
import { createMonthReader } from "../../reports/month-reader.ts";
import { decisionRoutes } from "./decisions.ts";
import { districtReportRoutes } from "./district.ts";
import { monthlyReportRoutes } from "./monthly.ts";
import { openWasteRoutes } from "./open-waste.ts";

/** Reports that are counted from the transfers of the waste banks. They share what was counted. */
export const reportRoutes = (deps: RouteDeps): Route[] => {
  const months = createMonthReader(deps);
  return [
    ...openWasteRoutes(deps, months),
    ...monthlyReportRoutes(deps, months),
    ...decisionRoutes(deps, months),
    ...districtReportRoutes(deps, months),
  ];
};
