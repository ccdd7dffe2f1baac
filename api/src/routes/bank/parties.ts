import { buyerIdSchema, fundIdSchema } from "@resik/contract/bank/ids";
import { ok, type Result } from "@resik/contract/error-code";
import {
  buyerCreationSchema,
  buyerSchema,
  fundCreationSchema,
  fundSchema,
  type Buyer,
  type Fund,
} from "@resik/contract/http/bank/books";
import { ACCOUNTS } from "@resik/ledger/account";
import { z } from "zod";
import type { RouteDeps } from "../../deps.ts";
import { defineRoute, type Route } from "../../http/route.ts";
import { createAudit } from "../../registry/audit.ts";
import { bankOf } from "../../registry/banks.ts";
import {
  addParty,
  BUYER_KINDS,
  FUND_KINDS,
  listParties,
  type PartyRow,
} from "../../registry/parties.ts";
import type { RegistryDb } from "../../registry/tables.ts";
import { bankParamsSchema } from "./params.ts";

const PARTY_ID_LENGTH = 12;

/** Who buys from a bank, and the funds that its members give to. */
export const partyRoutes = (deps: RouteDeps): Route[] => [
  buyersRoute(deps),
  addBuyerRoute(deps),
  fundsRoute(deps),
  addFundRoute(deps),
];

type Balance = Pick<RouteDeps, "ledger">;

async function toBuyer({ ledger }: Balance, bank: Bank, row: PartyRow): Promise<Buyer> {
  if (row.kind === "fund") throw new Error(`${row.id} is a fund and no buyer`);
  const id = buyerIdSchema.parse(row.id);
  const receivableRupiah = await ledger.balance(bank, ACCOUNTS.receivable(id));
  return { id, name: row.name, kind: row.kind, phone: row.phone, receivableRupiah };
}

async function toFund({ ledger }: Balance, bank: Bank, row: PartyRow): Promise<Fund> {
  const id = fundIdSchema.parse(row.id);
  return { id, name: row.name, balanceRupiah: await ledger.balance(bank, ACCOUNTS.fund(id)) };
}

type Bank = z.output<typeof bankParamsSchema>["bank"];

/** Adds a party to a bank that is one. @returns `not-found` or `already-exists`. */
async function add(db: RegistryDb, party: PartyRow): Promise<Result<PartyRow>> {
  const bank = await bankOf(db, party.bank);
  return bank.ok ? addParty(db, party) : bank;
}

const buyersRoute = (deps: RouteDeps): Route =>
  defineRoute({
    method: "get",
    path: "/banks/{bank}/buyers",
    summary: "Buyers of the bank, with what they owe",
    access: "bank-desk",
    params: bankParamsSchema,
    answer: { schema: z.object({ items: z.array(buyerSchema) }) },
    async handle({ db, params: { bank } }) {
      const rows = await listParties(db, bank, BUYER_KINDS);
      return ok({ items: await Promise.all(rows.map((row) => toBuyer(deps, bank, row))) });
    },
  });

const addBuyerRoute = (deps: RouteDeps): Route => {
  const audit = createAudit(deps.clock);
  return defineRoute({
    method: "post",
    path: "/banks/{bank}/buyers",
    summary: "Add somebody who buys from the bank",
    access: "bank-treasury",
    params: bankParamsSchema,
    body: buyerCreationSchema,
    write: "transaction",
    status: 201,
    errors: ["not-found", "already-exists"],
    answer: { schema: buyerSchema },
    async handle({ db, params: { bank }, body, principal }) {
      const { id = deps.random.id(PARTY_ID_LENGTH), name, kind, phone } = body;
      const added = await add(db, { bank, id, kind, name, phone });
      if (!added.ok) return added;
      await audit(db, principal, "buyer.add", `${bank}/${id}`);
      return ok(await toBuyer(deps, bank, added.value));
    },
  });
};

const fundsRoute = (deps: RouteDeps): Route =>
  defineRoute({
    method: "get",
    path: "/banks/{bank}/funds",
    summary: "Funds of the bank, with what is in them",
    access: "bank-desk",
    params: bankParamsSchema,
    answer: { schema: z.object({ items: z.array(fundSchema) }) },
    async handle({ db, params: { bank } }) {
      const rows = await listParties(db, bank, FUND_KINDS);
      return ok({ items: await Promise.all(rows.map((row) => toFund(deps, bank, row))) });
    },
  });

const addFundRoute = (deps: RouteDeps): Route => {
  const audit = createAudit(deps.clock);
  return defineRoute({
    method: "post",
    path: "/banks/{bank}/funds",
    summary: "Add a fund that members may give to",
    access: "bank-treasury",
    params: bankParamsSchema,
    body: fundCreationSchema,
    write: "transaction",
    status: 201,
    errors: ["not-found", "already-exists"],
    answer: { schema: fundSchema },
    async handle({ db, params: { bank }, body, principal }) {
      const { id = deps.random.id(PARTY_ID_LENGTH), name } = body;
      const added = await add(db, { bank, id, kind: "fund", name, phone: null });
      if (!added.ok) return added;
      await audit(db, principal, "fund.add", `${bank}/${id}`);
      return ok(await toFund(deps, bank, added.value));
    },
  });
};
