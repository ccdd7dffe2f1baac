import { fail, ok } from "@resik/contract/error-code";
import {
  cashDayListQuerySchema,
  cashDaySchema,
  cashDayViewSchema,
} from "@resik/contract/http/bank/books";
import { cashCountBodySchema, postedSchema } from "@resik/contract/http/bank/transfers";
import { pageOf } from "@resik/contract/http/page";
import { cashDayOf, listCashDays } from "../../bank/cash-days.ts";
import { postAndAnswer } from "../../bank/posting.ts";
import type { RouteDeps } from "../../deps.ts";
import { defineRoute, type Route } from "../../http/route.ts";
import { bankParamsSchema } from "./params.ts";
import { pageBySeq, POSTING_ERRORS, transferParamsSchema } from "./transfer-path.ts";

export const cashDayRoutes = (deps: RouteDeps): Route[] => [
  listRoute(deps),
  oneRoute(deps),
  ...countRoutes(deps),
];

const listRoute = (deps: RouteDeps): Route =>
  defineRoute({
    method: "get",
    path: "/banks/{bank}/cash-days",
    summary: "Days with the counts that opened and closed them, newest first",
    access: "bank-desk",
    params: bankParamsSchema,
    query: cashDayListQuerySchema,
    answer: { schema: pageOf(cashDaySchema) },
    handle: ({ params: { bank }, query }) =>
      pageBySeq(query, (beforeSeq, limit) => listCashDays(deps, { bank, beforeSeq, limit })),
  });

const oneRoute = (deps: RouteDeps): Route =>
  defineRoute({
    method: "get",
    path: "/banks/{bank}/cash-days/{seq}",
    summary: "One day by its opening, with totals and the book at its end",
    access: "bank-desk",
    params: transferParamsSchema,
    errors: ["not-found"],
    answer: { schema: cashDayViewSchema },
    async handle({ params: { bank, seq } }) {
      const day = await cashDayOf(deps, bank, seq);
      return day ? ok(day) : fail("not-found", `transfer ${seq} opened no day`);
    },
  });

const COUNTS = {
  open: {
    kind: "open-day",
    summary: "Open the day with a count of the cash box",
    errors: ["already-exists"],
  },
  close: {
    kind: "close-day",
    summary: "Close the day with a count of the cash box",
    errors: ["not-open"],
  },
} as const;

const countRoutes = (deps: RouteDeps): Route[] =>
  (["open", "close"] as const).map((name) =>
    defineRoute({
      method: "post",
      path: `/banks/{bank}/cash-days/${name}`,
      summary: COUNTS[name].summary,
      access: "bank-desk",
      params: bankParamsSchema,
      body: cashCountBodySchema,
      write: "ledger",
      status: 201,
      errors: [...POSTING_ERRORS, ...COUNTS[name].errors],
      answer: { schema: postedSchema },
      handle: ({ params: { bank }, body, ...writer }) =>
        postAndAnswer(deps, writer, {
          bank,
          occurredAt: body.occurredAt,
          command: async () => ok({ kind: COUNTS[name].kind, countedRupiah: body.countedRupiah }),
        }),
    }),
  );
