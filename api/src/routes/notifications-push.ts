import { fail, ok } from "@resik/contract/error-code";
import {
  pushDoneSchema,
  pushEndSchema,
  pushKeySchema,
  pushSubscriptionSchema,
} from "@resik/contract/http/notifications";
import type { RouteDeps } from "../deps.ts";
import { defineRoute, type Route } from "../http/route.ts";
import { createAudit } from "../registry/audit.ts";
import { addPhone, endPhone } from "../registry/desk/notification-push.ts";
import { listTargets } from "../registry/desk/notification-targets.ts";

/** A person's own phone; the command line has none. */
export const pushRoutes = (deps: RouteDeps): Route[] => [
  keyRoute(deps),
  subscribeRoute(deps),
  endRoute(deps),
];

const noPhone = () => fail("not-found", "only a person has a phone");

const keyRoute = ({ notify }: RouteDeps): Route =>
  defineRoute({
    method: "get",
    path: "/me/push",
    summary: "The key under which a browser of staff asks for messages",
    access: "staff",
    answer: { schema: pushKeySchema },
    async handle({ db }) {
      const isUsed = (await listTargets(db)).some(
        ({ kind, enabled }) => kind === "web-push" && enabled === 1,
      );
      return ok({ publicKey: await notify.publicPushKey(), isUsed });
    },
  });

const subscribeRoute = ({ clock, notify }: RouteDeps): Route => {
  const audit = createAudit(clock);
  return defineRoute({
    method: "post",
    path: "/me/push",
    summary: "Tell this browser of alerts",
    access: "staff",
    body: pushSubscriptionSchema,
    write: "transaction",
    errors: ["not-found", "too-many-requests"],
    answer: { schema: pushDoneSchema },
    async handle({ db, body, principal }) {
      if (principal.kind !== "user") return noPhone();
      const phone = { userId: principal.id, subscription: body, nowMs: clock.nowMs() };
      const added = await addPhone(db, phone, notify.sealer);
      if (!added.ok) return added;
      await audit(db, principal, "me.push", principal.id);
      return ok({ subscribed: true });
    },
  });
};

const endRoute = ({ clock }: RouteDeps): Route => {
  const audit = createAudit(clock);
  return defineRoute({
    method: "post",
    path: "/me/push/end",
    summary: "Tell this browser nothing any more",
    access: "staff",
    body: pushEndSchema,
    write: "transaction",
    errors: ["not-found"],
    answer: { schema: pushDoneSchema },
    async handle({ db, body, principal }) {
      if (principal.kind !== "user") return noPhone();
      await endPhone(db, principal.id, body.endpoint);
      await audit(db, principal, "me.push-end", principal.id);
      return ok({ subscribed: false });
    },
  });
};
