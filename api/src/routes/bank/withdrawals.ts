import type { Command } from "@resik/contract/bank/command";
import { ok, type ErrorCode } from "@resik/contract/error-code";
import {
  cashListQuerySchema,
  cashListSchema,
  postedSchema,
  reasonBodySchema,
  settleBodySchema,
  withdrawalBodySchema,
  withdrawalListQuerySchema,
  withdrawalViewSchema,
} from "@resik/contract/http/bank/transfers";
import { pageOf } from "@resik/contract/http/page";
import { actorOf, type Access } from "../../auth/principal.ts";
import { cashList } from "../../bank/cash-list.ts";
import { postAndAnswer } from "../../bank/posting.ts";
import { toWithdrawalViews } from "../../bank/withdrawals.ts";
import type { RouteDeps } from "../../deps.ts";
import { defineRoute, type Route } from "../../http/route.ts";
import { activeMemberOf } from "../../registry/members.ts";
import { bankParamsSchema } from "./params.ts";
import { pageBySeq, POSTING_ERRORS, transferParamsSchema } from "./transfer-path.ts";

export const withdrawalRoutes = (deps: RouteDeps): Route[] => [
  listRoute(deps),
  cashListRoute(deps),
  requestRoute(deps),
  ...stepRoutes(deps),
  voidRoute(deps),
];

const listRoute = (deps: RouteDeps): Route =>
  defineRoute({
    method: "get",
    path: "/banks/{bank}/withdrawals",
    summary: "Withdrawals that wait, oldest first, or those that are settled, newest first",
    access: "bank-desk",
    params: bankParamsSchema,
    query: withdrawalListQuerySchema,
    answer: { schema: pageOf(withdrawalViewSchema) },
    async handle({ params: { bank }, query, principal }) {
      const { state } = query;
      const page = await pageBySeq(query, (afterSeq, limit) =>
        deps.ledger.withdrawals({ bank, state, afterSeq, limit }),
      );
      if (!page.ok) return page;
      const { items: requests, next } = page.value;
      return ok({ items: await toWithdrawalViews(deps, bank, requests, actorOf(principal)), next });
    },
  });

const cashListRoute = (deps: RouteDeps): Route =>
  defineRoute({
    method: "get",
    path: "/banks/{bank}/cash-list",
    summary: "Whom to pay how much, to plan and to sign",
    access: "bank-desk",
    params: bankParamsSchema,
    query: cashListQuerySchema,
    answer: { schema: cashListSchema },
    handle: async ({ params: { bank }, query }) => ok(await cashList(deps, bank, query.product)),
  });

const requestRoute = (deps: RouteDeps): Route =>
  defineRoute({
    method: "post",
    path: "/banks/{bank}/withdrawals",
    summary: "Ask for a withdrawal at the desk; the amount is set aside",
    access: "bank-desk",
    params: bankParamsSchema,
    body: withdrawalBodySchema,
    write: "ledger",
    status: 201,
    errors: [
      ...POSTING_ERRORS,
      "member-retired",
      "insufficient-balance",
      "below-minimum",
      "term-running",
    ],
    answer: { schema: postedSchema },
    handle: ({ params: { bank }, body, ...writer }) =>
      postAndAnswer(deps, writer, {
        bank,
        occurredAt: body.occurredAt,
        async command(known) {
          const { member, product, amountRupiah } = body;
          const active = known ? null : await activeMemberOf(deps.db, bank, member);
          if (active && !active.ok) return active;
          return ok({ kind: "request-withdrawal", member, product, amountRupiah });
        },
      }),
  });

const STEPS = {
  approve: {
    kind: "approve-withdrawal",
    access: "bank-treasury",
    summary: "Approve a withdrawal; above the bank's limit two people must",
    errors: ["already-exists"],
  },
  pay: {
    kind: "pay-withdrawal",
    access: "bank-desk",
    summary: "Pay an approved withdrawal out of the cash box",
    errors: ["approval-missing", "insufficient-balance", "not-open"],
  },
} as const satisfies Record<
  string,
  { kind: Command["kind"]; access: Access; summary: string; errors: readonly ErrorCode[] }
>;

const stepRoutes = (deps: RouteDeps): Route[] =>
  (["approve", "pay"] as const).map((name) =>
    defineRoute({
      method: "post",
      path: `/banks/{bank}/withdrawals/{seq}/${name}`,
      summary: STEPS[name].summary,
      access: STEPS[name].access,
      params: transferParamsSchema,
      body: settleBodySchema,
      write: "ledger",
      status: 201,
      errors: [...POSTING_ERRORS, "already-settled", "already-reversed", ...STEPS[name].errors],
      answer: { schema: postedSchema },
      handle: ({ params: { bank, seq: target }, body, ...writer }) =>
        postAndAnswer(deps, writer, {
          bank,
          occurredAt: body.occurredAt,
          command: async () => ok({ kind: STEPS[name].kind, target }),
        }),
    }),
  );

const voidRoute = (deps: RouteDeps): Route =>
  defineRoute({
    method: "post",
    path: "/banks/{bank}/withdrawals/{seq}/void",
    summary: "Give the amount of a withdrawal that waits back to the savings",
    access: "bank-desk",
    params: transferParamsSchema,
    body: reasonBodySchema,
    write: "ledger",
    status: 201,
    errors: [...POSTING_ERRORS, "already-settled", "already-reversed"],
    answer: { schema: postedSchema },
    handle: ({ params: { bank, seq: target }, body, ...writer }) =>
      postAndAnswer(deps, writer, {
        bank,
        occurredAt: body.occurredAt,
        command: async () => ok({ kind: "void-withdrawal", target, reason: body.reason }),
      }),
  });
