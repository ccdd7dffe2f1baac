import { ok } from "@resik/contract/error-code";
import {
  bankProfileSchema,
  bankProfileUpdateSchema,
  openBanksSchema,
  openPricesSchema,
  type BankProfile,
} from "@resik/contract/http/bank/profile";
import { openDayOf } from "../../bank/open-day.ts";
import { openPrices } from "../../bank/open-prices.ts";
import { nextWeighingOn } from "../../bank/weighing-days.ts";
import type { RouteDeps } from "../../deps.ts";
import { defineRoute, type Route } from "../../http/route.ts";
import { createAudit } from "../../registry/audit.ts";
import { bankOf, listOpenBanks, updateBank, type BankRow } from "../../registry/banks.ts";
import { countActiveMembers } from "../../registry/members.ts";
import type { RegistryDb } from "../../registry/tables.ts";
import { bankParamsSchema } from "./params.ts";

export const bankProfileRoutes = (deps: RouteDeps): Route[] => [
  ...openBankRoutes(deps),
  readRoute(deps),
  updateRoute(deps),
];

const openBankRoutes = ({ clock, ruleBooks }: RouteDeps): Route[] => [
  defineRoute({
    method: "get",
    path: "/open/banks",
    summary: "Every waste bank with its place and its next weighing day",
    access: "public",
    answer: { schema: openBanksSchema },
    async handle({ db }) {
      const nowMs = clock.nowMs();
      const banks = await listOpenBanks(db);
      return ok({
        banks: banks.map((bank) => ({
          ...bank,
          nextWeighingOn: nextWeighingOn(bank.weighing, nowMs),
        })),
      });
    },
  }),
  defineRoute({
    method: "get",
    path: "/open/banks/{bank}/prices",
    summary: "What a member of a waste bank gets for each item now",
    access: "public",
    params: bankParamsSchema,
    errors: ["not-found"],
    answer: { schema: openPricesSchema },
    async handle({ db, params }) {
      const bank = await bankOf(db, params.bank);
      if (!bank.ok) return bank;
      const book = await ruleBooks.of(bank.value.id);
      return ok({ prices: openPrices(book, clock.nowMs()) });
    },
  }),
];

const readRoute = (deps: RouteDeps): Route =>
  defineRoute({
    method: "get",
    path: "/banks/{bank}",
    summary: "A waste bank: what is said of it, its next weighing day, its open day",
    access: "bank-read",
    params: bankParamsSchema,
    errors: ["not-found"],
    answer: { schema: bankProfileSchema },
    async handle({ db, params }) {
      const bank = await bankOf(db, params.bank);
      return bank.ok ? ok(await viewBank(deps, db, bank.value)) : bank;
    },
  });

const updateRoute = (deps: RouteDeps): Route => {
  const audit = createAudit(deps.clock);
  return defineRoute({
    method: "put",
    path: "/banks/{bank}",
    summary: "Replace what is said of a waste bank",
    access: "bank-govern",
    params: bankParamsSchema,
    body: bankProfileUpdateSchema,
    write: "transaction",
    errors: ["not-found"],
    answer: { schema: bankProfileSchema },
    async handle({ db, params, body, principal }) {
      const bank = await updateBank(db, params.bank, body);
      if (!bank.ok) return bank;
      await audit(db, principal, "bank.update", params.bank);
      return ok(await viewBank(deps, db, bank.value));
    },
  });
};

async function viewBank(deps: RouteDeps, db: RegistryDb, bank: BankRow): Promise<BankProfile> {
  return {
    id: bank.id,
    number: bank.number,
    name: bank.name,
    areaName: bank.areaName,
    address: bank.address,
    phone: bank.phone,
    decreeNumber: bank.decreeNumber,
    director: bank.director,
    induk: bank.induk,
    weighing: bank.weighing,
    receiptNote: bank.receiptNote,
    nextWeighingOn: nextWeighingOn(bank.weighing, deps.clock.nowMs()),
    activeMembers: await countActiveMembers(db, bank.id),
    openDay: await openDayOf(deps.ledger, bank.id),
  };
}
