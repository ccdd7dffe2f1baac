import { ok } from "@resik/contract/error-code";
import { openWasteSchema } from "@resik/contract/http/bank/reports";
import type { RouteDeps } from "../../deps.ts";
import { defineRoute, type Route } from "../../http/route.ts";
import type { MonthReader } from "../../reports/month-reader.ts";
import { createOpenWaste } from "../../reports/open-waste.ts";
import { cachedJson } from "../open.ts";

/** Seconds for which browsers and proxies need not ask again; a month that is over stays. */
const WASTE_AGE_S = 300;

export const openWasteRoutes = (deps: RouteDeps, months: MonthReader): Route[] => {
  const readWaste = createOpenWaste({ db: deps.db, months, clock: deps.clock });
  return [
    defineRoute({
      method: "get",
      path: "/open/waste",
      summary: "What the district's waste banks took in, in the last 12 months that are over",
      access: "public",
      answer: { schema: openWasteSchema },
      async handle({ headers }) {
        const waste = await readWaste();
        return ok(cachedJson(headers, waste, waste, WASTE_AGE_S));
      },
    }),
  ];
};
