import { fail, ok } from "@resik/contract/error-code";
import { verifySchema } from "@resik/contract/http/bank/books";
import type { RouteDeps } from "../../deps.ts";
import { defineRoute, type Route } from "../../http/route.ts";
import { bankOf } from "../../registry/banks.ts";
import { bankParamsSchema } from "./params.ts";

export const ledgerVerifyRoutes = (deps: RouteDeps): Route[] => [verifyRoute(deps)];

/** A proof reads the whole book on a core of its own: one at a time, whoever asks. */
function verifyRoute({ clock, verifyLedger }: RouteDeps): Route {
  let isRunning = false;
  return defineRoute({
    method: "get",
    path: "/banks/{bank}/ledger/verify",
    summary: "Prove chain, sums, balances and stock of a bank's book; one proof at a time",
    access: "bank-read",
    params: bankParamsSchema,
    errors: ["not-found", "too-many-requests"],
    answer: { schema: verifySchema },
    async handle({ db, params }) {
      const bank = await bankOf(db, params.bank);
      if (!bank.ok) return bank;
      if (isRunning) return fail("too-many-requests", "another proof is running");
      isRunning = true;
      try {
        const startMs = clock.monotonicMs();
        const { isIntact, transfers, postings, broken } = await verifyLedger(bank.value.id);
        const tookMs = Math.round(clock.monotonicMs() - startMs);
        return ok({ isIntact, transfers, postings, broken, tookMs });
      } finally {
        isRunning = false;
      }
    },
  });
}
