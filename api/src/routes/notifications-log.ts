import { fail, ok } from "@resik/contract/error-code";
import {
  deliveryListQuerySchema,
  deliveryParamsSchema,
  deliverySchema,
} from "@resik/contract/http/notifications";
import { pageOf } from "@resik/contract/http/page";
import type { RouteDeps } from "../deps.ts";
import { defineRoute, type Route } from "../http/route.ts";
import { createAudit } from "../registry/audit.ts";
import { findMessage, listMessages, toDelivery } from "../registry/desk/notification-log.ts";
import { retryMessage } from "../registry/desk/notification-outbox.ts";
import { findTarget } from "../registry/desk/notification-targets.ts";
import { pageBeforeSeq } from "./seq-page.ts";

export const deliveryRoutes = (deps: RouteDeps): Route[] => [listRoute(), retryRoute(deps)];

const listRoute = (): Route =>
  defineRoute({
    method: "get",
    path: "/notifications",
    summary: "Messages about alerts and what became of them, newest first",
    access: "staff",
    query: deliveryListQuerySchema,
    answer: { schema: pageOf(deliverySchema) },
    async handle({ db, query }) {
      const { target, state, alert } = query;
      const page = await pageBeforeSeq(query, (place) =>
        listMessages(db, { target, state, alert, ...place }),
      );
      if (!page.ok) return page;
      return ok({ ...page.value, items: page.value.items.map(toDelivery) });
    },
  });

const retryRoute = ({ clock, notify }: RouteDeps): Route => {
  const audit = createAudit(clock);
  return defineRoute({
    method: "post",
    path: "/notifications/{id}/retry",
    summary: "Try a message again that was given up, or at once one that waits",
    access: "administrator",
    params: deliveryParamsSchema,
    write: "transaction",
    errors: ["not-found", "already-settled", "not-open"],
    answer: { schema: deliverySchema },
    async handle({ db, params, principal, afterwards }) {
      const row = await findMessage(db, params.id);
      if (!row) return fail("not-found", `no message ${params.id}`);
      if (row.state === "delivered") return fail("already-settled", "it was delivered");
      const target = await findTarget(db, row.target);
      if (target?.enabled !== 1) return fail("not-open", "its target is switched off or removed");
      await retryMessage(db, params.id, clock.nowMs());
      await audit(db, principal, "notification.retry", params.id);
      afterwards(() => notify.wake());
      const after = await findMessage(db, params.id);
      return ok(toDelivery(after ?? row));
    },
  });
};
