import { ok } from "@resik/contract/error-code";
import { issuedCardSchema, issuedPinSchema, memberSchema } from "@resik/contract/http/bank/members";
import { drawMemberPin } from "../../auth/member-account.ts";
import type { RouteDeps } from "../../deps.ts";
import { defineRoute, type Route } from "../../http/route.ts";
import { createAudit, memberTarget } from "../../registry/audit.ts";
import { issueCard, revokeCard } from "../../registry/member-cards.ts";
import { memberParamsSchema } from "./params.ts";

/** What the bank hands to a member to sign in by: a card and a PIN. */
export const memberSignInRoutes = (deps: RouteDeps): Route[] => [
  ...cardRoutes(deps),
  pinRoute(deps),
];

const cardRoutes = ({ clock }: RouteDeps): Route[] => {
  const audit = createAudit(clock);
  return [
    defineRoute({
      method: "post",
      path: "/banks/{bank}/members/{member}/card",
      summary: "Issue a card; the answer shows its token, once, and the old card is worth nothing",
      access: "bank-desk",
      params: memberParamsSchema,
      write: "transaction",
      errors: ["not-found", "member-retired"],
      answer: { schema: issuedCardSchema },
      async handle({ db, params, principal }) {
        const { bank, member } = params;
        const issued = await issueCard(db, bank, member, clock.nowMs());
        if (issued.ok) await audit(db, principal, "member.card", memberTarget(bank, member));
        return issued;
      },
    }),
    defineRoute({
      method: "post",
      path: "/banks/{bank}/members/{member}/card/revoke",
      summary: "Make a lost card worthless",
      access: "bank-desk",
      params: memberParamsSchema,
      write: "transaction",
      errors: ["not-found"],
      answer: { schema: memberSchema },
      async handle({ db, params, principal }) {
        const { bank, member } = params;
        const revoked = await revokeCard(db, bank, member, clock.nowMs());
        if (revoked.ok) {
          await audit(db, principal, "member.card-revoke", memberTarget(bank, member));
        }
        return revoked;
      },
    }),
  ];
};

const pinRoute = ({ clock, signIn }: RouteDeps): Route => {
  const audit = createAudit(clock);
  return defineRoute({
    method: "post",
    path: "/banks/{bank}/members/{member}/pin",
    summary: "Draw a new PIN, shown once, and end all sessions of the member",
    access: "bank-desk",
    params: memberParamsSchema,
    // The sign-in library writes by itself, so this cannot share one transaction with its key.
    write: "claim",
    errors: ["not-found", "member-retired"],
    answer: { schema: issuedPinSchema },
    handle: async ({ db, params, principal }) => {
      const target = memberTarget(params.bank, params.member);
      const drawn = await drawMemberPin({ db, signIn, nowMs: clock.nowMs() }, params, (trx) =>
        audit(trx, principal, "member.pin", target),
      );
      return drawn.ok ? ok(drawn.value) : drawn;
    },
  });
};
