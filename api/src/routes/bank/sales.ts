import { fail, ok } from "@resik/contract/error-code";
import {
  aidBodySchema,
  cashMoveBodySchema,
  donationBodySchema,
  paymentBodySchema,
  postedSchema,
  saleBodySchema,
} from "@resik/contract/http/bank/transfers";
import { postAndAnswer } from "../../bank/posting.ts";
import type { RouteDeps } from "../../deps.ts";
import { defineRoute, type Route } from "../../http/route.ts";
import { activeMemberOf } from "../../registry/members.ts";
import { BUYER_KINDS, FUND_KINDS, partyOf } from "../../registry/parties.ts";
import { bankParamsSchema } from "./params.ts";
import { POSTING_ERRORS } from "./transfer-path.ts";

/** What the bank sells, receives, gives and moves besides its members' savings. */
export const saleRoutes = (deps: RouteDeps): Route[] => [
  saleRoute(deps),
  paymentRoute(deps),
  donationRoute(deps),
  aidRoute(deps),
  cashMoveRoute(deps),
];

/** What is the same for every route here. */
const posting = {
  method: "post",
  params: bankParamsSchema,
  write: "ledger",
  status: 201,
  answer: { schema: postedSchema },
} as const;

const saleRoute = (deps: RouteDeps): Route =>
  defineRoute({
    ...posting,
    path: "/banks/{bank}/sales",
    summary: "Sell stock to an induk or a collector, by the buyer's weight",
    access: "bank-treasury",
    body: saleBodySchema,
    errors: [...POSTING_ERRORS, "insufficient-balance", "not-open"],
    handle: ({ params: { bank }, body, ...writer }) =>
      postAndAnswer(deps, writer, {
        bank,
        occurredAt: body.occurredAt,
        async command() {
          const { buyer, hop, payment, lines } = body;
          const known = await partyOf(deps.db, bank, buyer, BUYER_KINDS);
          if (!known.ok) return known;
          if (known.value.kind !== hop) {
            return fail("invalid-input", `this buyer is a ${known.value.kind}`);
          }
          return ok({ kind: "sell", buyer, hop, payment, lines });
        },
      }),
  });

const paymentRoute = (deps: RouteDeps): Route =>
  defineRoute({
    ...posting,
    path: "/banks/{bank}/payments",
    summary: "Take what a buyer pays of a debt",
    access: "bank-treasury",
    body: paymentBodySchema,
    errors: [...POSTING_ERRORS, "insufficient-balance", "not-open"],
    handle: ({ params: { bank }, body, ...writer }) =>
      postAndAnswer(deps, writer, {
        bank,
        occurredAt: body.occurredAt,
        async command() {
          const known = await partyOf(deps.db, bank, body.buyer, BUYER_KINDS);
          if (!known.ok) return known;
          const { buyer, amountRupiah } = body;
          return ok({ kind: "receive-payment", buyer, amountRupiah });
        },
      }),
  });

const donationRoute = (deps: RouteDeps): Route =>
  defineRoute({
    ...posting,
    path: "/banks/{bank}/donations",
    summary: "Give of a member's savings to a fund, at the member's wish",
    access: "bank-desk",
    body: donationBodySchema,
    errors: [...POSTING_ERRORS, "member-retired", "insufficient-balance"],
    handle: ({ params: { bank }, body, ...writer }) =>
      postAndAnswer(deps, writer, {
        bank,
        occurredAt: body.occurredAt,
        async command(known) {
          const { member, product, fund, amountRupiah } = body;
          const active = known ? null : await activeMemberOf(deps.db, bank, member);
          if (active && !active.ok) return active;
          const to = await partyOf(deps.db, bank, fund, FUND_KINDS);
          if (!to.ok) return to;
          return ok({ kind: "donate", member, product, fund, amountRupiah });
        },
      }),
  });

const aidRoute = (deps: RouteDeps): Route =>
  defineRoute({
    ...posting,
    path: "/banks/{bank}/aid",
    summary: "Pay out of a fund",
    access: "bank-treasury",
    body: aidBodySchema,
    errors: [...POSTING_ERRORS, "insufficient-balance", "not-open"],
    handle: ({ params: { bank }, body, ...writer }) =>
      postAndAnswer(deps, writer, {
        bank,
        occurredAt: body.occurredAt,
        async command() {
          const { fund, amountRupiah, note } = body;
          const from = await partyOf(deps.db, bank, fund, FUND_KINDS);
          if (!from.ok) return from;
          return ok({ kind: "pay-aid", fund, amountRupiah, note });
        },
      }),
  });

const cashMoveRoute = (deps: RouteDeps): Route =>
  defineRoute({
    ...posting,
    path: "/banks/{bank}/cash-moves",
    summary: "Put money of the founders or of daily operations in the cash box, or take it out",
    access: "bank-treasury",
    body: cashMoveBodySchema,
    errors: [...POSTING_ERRORS, "insufficient-balance", "not-open"],
    handle: ({ params: { bank }, body, ...writer }) =>
      postAndAnswer(deps, writer, {
        bank,
        occurredAt: body.occurredAt,
        async command() {
          const { direction, purpose, amountRupiah, note } = body;
          return ok({ kind: "move-cash", direction, purpose, amountRupiah, note });
        },
      }),
  });
