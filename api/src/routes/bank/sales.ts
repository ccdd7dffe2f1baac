import type { Command } from "@resik/contract/bank/command";
import type { BankId } from "@resik/contract/bank/ids";
import { fail, ok, type ErrorCode, type Result } from "@resik/contract/error-code";
import {
  aidBodySchema,
  cashMoveBodySchema,
  donationBodySchema,
  paymentBodySchema,
  postedSchema,
  saleBodySchema,
} from "@resik/contract/http/bank/transfers";
import type { Transfer } from "@resik/ledger/transfer";
import type { z } from "zod";
import type { Access } from "../../auth/principal.ts";
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

interface PostingSpec<B> {
  /** Below a bank. */
  path: string;
  summary: string;
  access: Access;
  body: z.ZodType<B>;
  /** Besides those of every write in the book. */
  errors: readonly ErrorCode[];
  /** See `Writing` for what it may refuse and for `known`. */
  command(bank: BankId, body: B, known: Transfer | null): Promise<Result<Command>>;
}

/** A route that writes one transfer in the book of a bank and answers with it. */
const postingRoute = <B extends { occurredAt: string }>(
  deps: RouteDeps,
  { path, command, errors, ...spec }: PostingSpec<B>,
): Route =>
  defineRoute({
    ...spec,
    method: "post",
    path: `/banks/{bank}/${path}`,
    params: bankParamsSchema,
    write: "ledger",
    status: 201,
    errors: [...POSTING_ERRORS, ...errors],
    answer: { schema: postedSchema },
    handle: ({ params: { bank }, body, ...writer }) =>
      postAndAnswer(deps, writer, {
        bank,
        occurredAt: body.occurredAt,
        command: (known) => command(bank, body, known),
      }),
  });

const saleRoute = (deps: RouteDeps): Route =>
  postingRoute(deps, {
    path: "sales",
    summary: "Sell stock to an induk or a collector, by the buyer's weight",
    access: "bank-treasury",
    body: saleBodySchema,
    errors: ["insufficient-balance", "not-open"],
    async command(bank, { buyer, hop, payment, lines }) {
      const known = await partyOf(deps.db, bank, buyer, BUYER_KINDS);
      if (!known.ok) return known;
      if (known.value.kind !== hop) {
        return fail("invalid-input", `this buyer is a ${known.value.kind}`);
      }
      return ok({ kind: "sell", buyer, hop, payment, lines });
    },
  });

const paymentRoute = (deps: RouteDeps): Route =>
  postingRoute(deps, {
    path: "payments",
    summary: "Take what a buyer pays of a debt",
    access: "bank-treasury",
    body: paymentBodySchema,
    errors: ["insufficient-balance", "not-open"],
    async command(bank, { buyer, amountRupiah }) {
      const known = await partyOf(deps.db, bank, buyer, BUYER_KINDS);
      if (!known.ok) return known;
      return ok({ kind: "receive-payment", buyer, amountRupiah });
    },
  });

const donationRoute = (deps: RouteDeps): Route =>
  postingRoute(deps, {
    path: "donations",
    summary: "Give of a member's savings to a fund, at the member's wish",
    access: "bank-desk",
    body: donationBodySchema,
    errors: ["member-retired", "insufficient-balance"],
    async command(bank, { member, product, fund, amountRupiah }, known) {
      const active = known ? null : await activeMemberOf(deps.db, bank, member);
      if (active && !active.ok) return active;
      const to = await partyOf(deps.db, bank, fund, FUND_KINDS);
      if (!to.ok) return to;
      return ok({ kind: "donate", member, product, fund, amountRupiah });
    },
  });

const aidRoute = (deps: RouteDeps): Route =>
  postingRoute(deps, {
    path: "aid",
    summary: "Pay out of a fund",
    access: "bank-treasury",
    body: aidBodySchema,
    errors: ["insufficient-balance", "not-open"],
    async command(bank, { fund, amountRupiah, note }) {
      const from = await partyOf(deps.db, bank, fund, FUND_KINDS);
      if (!from.ok) return from;
      return ok({ kind: "pay-aid", fund, amountRupiah, note });
    },
  });

const cashMoveRoute = (deps: RouteDeps): Route =>
  postingRoute(deps, {
    path: "cash-moves",
    summary: "Put money of the founders or of daily operations in the cash box, or take it out",
    access: "bank-treasury",
    body: cashMoveBodySchema,
    errors: ["insufficient-balance", "not-open"],
    async command(_bank, { direction, purpose, amountRupiah, note }) {
      return ok({ kind: "move-cash", direction, purpose, amountRupiah, note });
    },
  });
