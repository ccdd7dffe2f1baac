import { fail, ok } from "@resik/contract/error-code";
import { pinChangeSchema } from "@resik/contract/http/bank/members";
import { sessionsEndedSchema } from "@resik/contract/http/users";
import { checkPin } from "../auth/check-pin.ts";
import { endOtherSessions, sessionIdOf } from "../auth/sessions.ts";
import type { RouteDeps } from "../deps.ts";
import { defineRoute, type Route } from "../http/route.ts";
import { createAudit, memberTarget } from "../registry/audit.ts";
import { isEasyPin, setPin } from "../registry/member-pins.ts";

/** What people do with their own way in. */
export const myAccessRoutes = (deps: RouteDeps): Route[] => [endRoute(deps), pinRoute(deps)];

const endRoute = ({ clock, signIn }: RouteDeps): Route => {
  const audit = createAudit(clock);
  return defineRoute({
    method: "post",
    path: "/me/sessions/end",
    summary: "End all other sessions of whoever is signed in",
    access: "signed-in",
    // Which session is this one only the sign-in library knows, and it reads by itself.
    write: "claim",
    answer: { schema: sessionsEndedSchema },
    async handle({ db, principal, headers }) {
      if (principal.kind !== "user") return fail("not-signed-in", "no session");
      const ended = await endOtherSessions(db, principal.id, await sessionIdOf(signIn, headers));
      await audit(db, principal, "me.sessions-end", principal.id);
      return ok({ ended });
    },
  });
};

const pinRoute = ({ clock, signIn }: RouteDeps): Route => {
  const audit = createAudit(clock);
  return defineRoute({
    method: "post",
    path: "/me/pin",
    summary: "Change one's own PIN and end one's other sessions",
    access: "member",
    body: pinChangeSchema,
    write: "claim",
    rate: "resident-write",
    errors: ["pin-locked"],
    answer: { schema: sessionsEndedSchema },
    async handle({ db, principal, headers, body }) {
      if (principal.kind !== "user" || !principal.member) return fail("not-signed-in", "no member");
      const { id: member, bank } = principal.member;
      if (isEasyPin(body.newPin)) return fail("invalid-input", "the new PIN is easy to guess");
      const { password } = await signIn.$context;
      const pinDeps = { db, nowMs: clock.nowMs, password };
      const checked = await checkPin(pinDeps, { userId: principal.id }, body.pin);
      if (!checked.ok) return checked;
      const pinHash = await password.hash(body.newPin);
      const session = await sessionIdOf(signIn, headers);
      const ended = await db.transaction().execute(async (trx) => {
        await setPin(trx, member, pinHash, clock.nowMs());
        await audit(trx, principal, "me.pin", memberTarget(bank, member));
        return endOtherSessions(trx, principal.id, session);
      });
      return ok({ ended });
    },
  });
};
