import { ok } from "@resik/contract/error-code";
import { deskSchema } from "@resik/contract/http/bank/desk";
import { takeDesk } from "../../bank/desk.ts";
import type { RouteDeps } from "../../deps.ts";
import { defineRoute, type Route } from "../../http/route.ts";
import { bankOf } from "../../registry/banks.ts";
import { bankParamsSchema } from "./params.ts";

export const deskRoutes = (deps: RouteDeps): Route[] => [
  defineRoute({
    method: "get",
    path: "/banks/{bank}/desk",
    summary: "Members, rules and scales for a phone that weighs without a network",
    access: "bank-desk",
    params: bankParamsSchema,
    errors: ["not-found"],
    answer: { schema: deskSchema },
    async handle({ db, params }) {
      const bank = await bankOf(db, params.bank);
      return bank.ok ? ok(await takeDesk(deps, db, bank.value)) : bank;
    },
  }),
];
