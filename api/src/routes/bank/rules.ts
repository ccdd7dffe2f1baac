import { ok, type Result } from "@resik/contract/error-code";
import {
  postedSchema,
  ruleHistoryQuerySchema,
  ruleHistorySchema,
  rulePublicationSchema,
  rulesSchema,
  type PostedView,
} from "@resik/contract/http/bank/transfers";
import type { BankId } from "@resik/contract/bank/ids";
import type { z } from "zod";
import { postAndAnswer, type Writer } from "../../bank/posting.ts";
import { toRuleView } from "../../bank/rule-views.ts";
import type { RouteDeps } from "../../deps.ts";
import { defineRoute, type Route } from "../../http/route.ts";
import { toInstant } from "../../registry/device-row.ts";
import { bankParamsSchema } from "./params.ts";
import { POSTING_ERRORS } from "./transfer-path.ts";

export const ruleRoutes = (deps: RouteDeps): Route[] => [
  inForceRoute(deps),
  historyRoute(deps),
  publishRoute(deps),
];

const inForceRoute = (deps: RouteDeps): Route =>
  defineRoute({
    method: "get",
    path: "/banks/{bank}/rules",
    summary: "Items, prices, shares, products and settings in force, and those to come",
    access: "bank-read",
    params: bankParamsSchema,
    answer: { schema: rulesSchema },
    async handle({ params: { bank } }) {
      const rules = await deps.ruleBooks.of(bank);
      const nowMs = deps.clock.nowMs();
      return ok({
        inForce: rules.allAt(nowMs).map(toRuleView),
        upcoming: rules.upcomingAfter(nowMs).map(toRuleView),
      });
    },
  });

const historyRoute = (deps: RouteDeps): Route =>
  defineRoute({
    method: "get",
    path: "/banks/{bank}/rules/history",
    summary: "Every version of one rule, newest first",
    access: "bank-read",
    params: bankParamsSchema,
    query: ruleHistoryQuerySchema,
    answer: { schema: ruleHistorySchema },
    async handle({ params: { bank }, query }) {
      const rules = await deps.ruleBooks.of(bank);
      return ok({ versions: rules.versionsAbout(query.subject).toReversed().map(toRuleView) });
    },
  });

const publishRoute = (deps: RouteDeps): Route =>
  defineRoute({
    method: "post",
    path: "/banks/{bank}/rules",
    summary: "Publish a new version of a rule, from now or from a time to come",
    access: "bank-treasury",
    params: bankParamsSchema,
    body: rulePublicationSchema,
    write: "ledger",
    status: 201,
    errors: [...POSTING_ERRORS, "price-outlier"],
    answer: { schema: postedSchema },
    handle: ({ params: { bank }, body, ...writer }) => publish(deps, writer, bank, body),
  });

/**
 * A publication that says no time happens when it comes. A repeat of it must be the same request
 * all the same, so it takes the time that stands in the book under its key.
 */
async function publish(
  deps: RouteDeps,
  writer: Writer,
  bank: BankId,
  body: z.output<typeof rulePublicationSchema>,
): Promise<Result<PostedView>> {
  const attempt = async (): Promise<Result<PostedView>> => {
    const known = writer.key && (await deps.ledger.transferByKey(bank, writer.key));
    return postAndAnswer(deps, writer, {
      bank,
      occurredAt: body.occurredAt ?? toInstant(known ? known.occurredAtMs : deps.clock.nowMs()),
      command: async () =>
        ok({
          kind: "publish-rule",
          rule: body.rule,
          validFromMs: body.validFrom === null ? null : Date.parse(body.validFrom),
          isOutlierConfirmed: body.isOutlierConfirmed,
        }),
    });
  };
  const first = await attempt();
  // Two at once both find nothing under the key; the one that came second asks again.
  const isLost = !first.ok && first.code === "idempotency-conflict" && !body.occurredAt;
  return isLost ? attempt() : first;
}
