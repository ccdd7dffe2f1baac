import { depositBodySchema, postedSchema } from "@resik/contract/http/bank/transfers";
import { depositCommand } from "../../bank/deposit.ts";
import { postAndAnswer } from "../../bank/posting.ts";
import type { RouteDeps } from "../../deps.ts";
import { defineRoute, type Route } from "../../http/route.ts";
import { bankParamsSchema } from "./params.ts";
import { POSTING_ERRORS } from "./transfer-path.ts";

export const depositRoutes = (deps: RouteDeps): Route[] => [
  defineRoute({
    method: "post",
    path: "/banks/{bank}/deposits",
    summary:
      "Write down what somebody brought, and credit, pay or give it; a repeat gets the same " +
      "transfer, with its receipt as it stands now",
    access: "bank-desk",
    params: bankParamsSchema,
    body: depositBodySchema,
    write: "ledger",
    status: 201,
    errors: [
      ...POSTING_ERRORS,
      "member-retired",
      "reading-unknown",
      "reading-used",
      "no-price",
      "price-changed",
      "not-open",
      "insufficient-balance",
    ],
    answer: { schema: postedSchema },
    handle: ({ params: { bank }, body, ...writer }) =>
      postAndAnswer(deps, writer, {
        bank,
        occurredAt: body.occurredAt,
        command: (known) => depositCommand(deps, bank, body, known),
      }),
  }),
];
