import { transferSeqSchema } from "@resik/contract/bank/ids";
import { fail, ok } from "@resik/contract/error-code";
import {
  accountSchema,
  balanceHistorySchema,
  passbookQuerySchema,
  passbookRowSchema,
  statementQuerySchema,
  statementSchema,
} from "@resik/contract/http/bank/me";
import { receiptSchema } from "@resik/contract/http/bank/receipt";
import { pageOf } from "@resik/contract/http/page";
import { z } from "zod";
import type { Principal } from "../../auth/principal.ts";
import { myAccount, type Mine } from "../../bank/my-account.ts";
import { myHistory } from "../../bank/my-history.ts";
import { myPassbook, myStatement } from "../../bank/my-passbook.ts";
import { receiptOf } from "../../bank/receipt.ts";
import type { RouteDeps } from "../../deps.ts";
import { defineRoute, type Route } from "../../http/route.ts";
import { pageBySeq } from "../bank/transfer-path.ts";

/** The member behind the principal: the edge lets nobody else in. */
export function mineOf(principal: Principal): Mine {
  if (principal.kind !== "user" || principal.member === null) {
    throw new Error("a route of access member was reached without one");
  }
  const { id, bank } = principal.member;
  return { id, bank };
}

export const mySeqParamsSchema = z.object({
  seq: z
    .string()
    .regex(/^\d{1,9}$/, "the number of a transfer")
    .transform(Number)
    .pipe(transferSeqSchema),
});

/** What a resident may read: of the own member alone. */
export const mySavingsRoutes = (deps: RouteDeps): Route[] => [
  defineRoute({
    method: "get",
    path: "/me/account",
    summary: "The member's savings, last deposit and what waits to be paid",
    access: "member",
    errors: ["not-found"],
    answer: { schema: accountSchema },
    handle: ({ principal }) => myAccount(deps, mineOf(principal)),
  }),
  defineRoute({
    method: "get",
    path: "/me/passbook",
    summary: "Lines of one savings product, newest first",
    access: "member",
    query: passbookQuerySchema,
    answer: { schema: pageOf(passbookRowSchema) },
    handle: ({ principal, query }) =>
      pageBySeq(query, (beforeSeq, limit) =>
        myPassbook(deps, mineOf(principal), { product: query.product, beforeSeq, limit }),
      ),
  }),
  defineRoute({
    method: "get",
    path: "/me/statement",
    summary: "Every line of one savings product in some days, between two balances",
    access: "member",
    query: statementQuerySchema,
    errors: ["range-too-large"],
    answer: { schema: statementSchema },
    handle: ({ principal, query }) => myStatement(deps, mineOf(principal), query),
  }),
  defineRoute({
    method: "get",
    path: "/me/history",
    summary: "Savings at the end of each month, up to two years back",
    access: "member",
    answer: { schema: balanceHistorySchema },
    handle: async ({ principal }) => ok(await myHistory(deps, mineOf(principal))),
  }),
  receiptRoute(deps),
];

const receiptRoute = (deps: RouteDeps): Route =>
  defineRoute({
    method: "get",
    path: "/me/receipts/{seq}",
    summary: "The receipt of an own transfer; anybody else's is as if it were not there",
    access: "member",
    params: mySeqParamsSchema,
    errors: ["not-found"],
    answer: { schema: receiptSchema },
    async handle({ principal, params: { seq } }) {
      const mine = mineOf(principal);
      const transfer = await deps.ledger.transfer(mine.bank, seq);
      const receipt = transfer?.member === mine.id ? await receiptOf(deps, transfer) : null;
      return receipt ? ok(receipt) : fail("not-found", `no receipt for transfer ${seq}`);
    },
  });
