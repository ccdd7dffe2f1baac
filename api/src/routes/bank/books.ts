import { ok } from "@resik/contract/error-code";
import { booksSchema, stockSchema } from "@resik/contract/http/bank/books";
import { booksNow } from "../../bank/books-view.ts";
import { stockRows } from "../../bank/stock-view.ts";
import type { RouteDeps } from "../../deps.ts";
import { defineRoute, type Route } from "../../http/route.ts";
import { bankParamsSchema } from "./params.ts";

export const booksRoutes = (deps: RouteDeps): Route[] => [
  defineRoute({
    method: "get",
    path: "/banks/{bank}/books",
    summary: "The balance sheet of the bank, and whether it closes",
    access: "bank-read",
    params: bankParamsSchema,
    answer: { schema: booksSchema },
    handle: async ({ params: { bank } }) => ok(await booksNow(deps, bank)),
  }),
  defineRoute({
    method: "get",
    path: "/banks/{bank}/stock",
    summary: "What lies in store, waits for the harvest, was sold and was lost, by item and grade",
    access: "bank-read",
    params: bankParamsSchema,
    answer: { schema: stockSchema },
    handle: async ({ params: { bank } }) => ok({ rows: await stockRows(deps, bank) }),
  }),
];
