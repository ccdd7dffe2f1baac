import type { ErrorCode } from "@resik/contract/error-code";
import { myDonationSchema, myVoidSchema, myWithdrawalSchema } from "@resik/contract/http/bank/me";
import { postedSchema } from "@resik/contract/http/bank/transfers";
import { donateMySavings, requestMyWithdrawal, voidMyWithdrawal } from "../../bank/my-writes.ts";
import type { RouteDeps } from "../../deps.ts";
import { defineRoute, type Route } from "../../http/route.ts";
import { mineOf, mySeqParamsSchema } from "./savings.ts";

const ERRORS = [
  "not-found",
  "member-retired",
  "insufficient-balance",
  "store-unavailable",
] as const satisfies readonly ErrorCode[];

/** The book is read in both languages, and a reason is written once. */
const TAKEN_BACK = "Dibatalkan nasabah / Taken back by the member";

/** What a resident may do with the own savings. */
export const myMoneyRoutes = (deps: RouteDeps): Route[] => [
  defineRoute({
    method: "post",
    path: "/me/withdrawals",
    summary: "Ask for savings; the bank approves and pays (idempotency-key: at most 70 characters)",
    access: "member",
    body: myWithdrawalSchema,
    write: "ledger",
    rate: "resident-write",
    status: 201,
    errors: [...ERRORS, "below-minimum", "term-running"],
    answer: { schema: postedSchema },
    handle: ({ body, ...writer }) =>
      requestMyWithdrawal(deps, writer, mineOf(writer.principal), body),
  }),
  defineRoute({
    method: "post",
    path: "/me/withdrawals/{seq}/void",
    summary: "Take an own request back while it waits (idempotency-key: at most 70 characters)",
    access: "member",
    params: mySeqParamsSchema,
    body: myVoidSchema,
    write: "ledger",
    rate: "resident-write",
    status: 201,
    errors: [...ERRORS, "already-settled", "already-reversed"],
    answer: { schema: postedSchema },
    handle: ({ params: { seq: target }, body, ...writer }) =>
      voidMyWithdrawal(deps, writer, mineOf(writer.principal), {
        occurredAt: body.occurredAt,
        target,
        reason: body.reason ?? TAKEN_BACK,
      }),
  }),
  defineRoute({
    method: "post",
    path: "/me/donations",
    summary: "Give savings to a fund of the bank (idempotency-key: at most 70 characters)",
    access: "member",
    body: myDonationSchema,
    write: "ledger",
    rate: "resident-write",
    status: 201,
    errors: ERRORS,
    answer: { schema: postedSchema },
    handle: ({ body, ...writer }) => donateMySavings(deps, writer, mineOf(writer.principal), body),
  }),
];
