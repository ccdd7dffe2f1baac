import { receiptCheckSchema } from "@resik/contract/http/bank/receipt";
import { z } from "zod";
import { checkReceipt } from "../../bank/receipt.ts";
import type { RouteDeps } from "../../deps.ts";
import { defineRoute, type Route } from "../../http/route.ts";

export const receiptRoutes = (deps: RouteDeps): Route[] => [
  defineRoute({
    method: "get",
    path: "/open/receipts/{id}",
    summary: "Whether a receipt is genuine and still stands, without saying whose it is",
    access: "public",
    rate: "lookup",
    // Not the form of a receipt's number: what has another form is not found like all the rest.
    params: z.object({ id: z.string() }),
    errors: ["not-found"],
    answer: { schema: receiptCheckSchema },
    handle: ({ params: { id } }) => checkReceipt(deps, id),
  }),
];
