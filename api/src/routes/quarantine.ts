import { fail, ok } from "@resik/contract/error-code";
import { quarantineListQuerySchema } from "@resik/contract/http/devices";
import {
  quarantineDetailSchema,
  quarantinePageSchema,
  quarantineRowSchema,
  type QuarantineRow,
} from "@resik/contract/http/quarantine";
import type { StoredQuarantine } from "@resik/readings/port";
import { z } from "zod";
import { actorOf } from "../auth/principal.ts";
import type { RouteDeps } from "../deps.ts";
import { defineRoute, type Route } from "../http/route.ts";
import { askStore } from "../readings-access.ts";
import { writeAudit } from "../registry/audit.ts";
import { toInstant } from "../registry/device-row.ts";
import { recordReplay, replaysByIds } from "../registry/replays.ts";
import { messagesToReplay } from "./uplink-replay.ts";

const paramsSchema = z.object({ id: z.string().regex(/^[\x21-\x7e]{1,100}$/) });

const toRow = (message: StoredQuarantine, replayedAtMs: number | undefined): QuarantineRow => ({
  id: message.id,
  topic: message.topic,
  reason: message.reason,
  detail: message.detail,
  receivedAt: toInstant(message.receivedAtMs),
  bytes: message.payload.byteLength,
  replayedAt: replayedAtMs === undefined ? null : toInstant(replayedAtMs),
});

function textOf(payload: Uint8Array): string | null {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(payload);
  } catch {
    // Not text; the caller shows the bytes alone.
    return null;
  }
}

export const quarantineRoutes = (deps: RouteDeps): Route[] => [
  listRoute(deps),
  detailRoute(deps),
  replayRoute(deps),
];

const listRoute = (deps: RouteDeps): Route =>
  defineRoute({
    method: "get",
    path: "/quarantine",
    summary: "Messages that did not become readings, newest first",
    access: "staff",
    query: quarantineListQuerySchema,
    errors: ["store-unavailable"],
    answer: { schema: quarantinePageSchema },
    async handle({ db, query }) {
      const { reason, cursor, limit } = query;
      const page = await askStore(deps, (source) =>
        source.quarantine({
          limit,
          ...(reason === undefined ? {} : { reason }),
          ...(cursor === undefined ? {} : { cursor }),
        }),
      );
      if (!page.ok) return page;
      const ids = page.value.rows.map((row) => row.id);
      const replays = await replaysByIds(db, ids);
      const rows = page.value.rows.map((row) => toRow(row, replays.get(row.id)));
      return ok({ rows, next: page.value.next });
    },
  });

const detailRoute = (deps: RouteDeps): Route =>
  defineRoute({
    method: "get",
    path: "/quarantine/{id}",
    summary: "One message with its bytes",
    access: "staff",
    params: paramsSchema,
    errors: ["not-found", "store-unavailable"],
    answer: { schema: quarantineDetailSchema },
    async handle({ db, params }) {
      const found = await askStore(deps, (source) => source.quarantined(params.id));
      if (!found.ok) return found;
      if (!found.value) return fail("not-found", `no quarantined message ${params.id}`);
      const replays = await replaysByIds(db, [params.id]);
      const { payload } = found.value;
      return ok({
        ...toRow(found.value, replays.get(params.id)),
        payloadBase64: Buffer.from(payload).toString("base64"),
        payloadText: textOf(payload),
      });
    },
  });

const replayRoute = (deps: RouteDeps): Route =>
  defineRoute({
    method: "post",
    path: "/quarantine/{id}/replay",
    summary:
      "Send a message through the inbox once more, as it first came; a foreign device's is read " +
      "by its format of today",
    access: "staff",
    params: paramsSchema,
    write: "claim",
    errors: ["not-found", "broker-unavailable", "store-unavailable"],
    answer: { schema: quarantineRowSchema },
    async handle({ db, params, principal }) {
      const found = await askStore(deps, (source) => source.quarantined(params.id));
      if (!found.ok) return found;
      if (!found.value) return fail("not-found", `no quarantined message ${params.id}`);
      const messages = await messagesToReplay(db, found.value, deps.events);
      if (!messages.ok) return messages;
      for (const { receivedAtMs, topic, payload } of messages.value) {
        const sent = await deps.downlink.replay({ receivedAtMs, topic, payload });
        if (!sent.ok) return sent;
      }
      const nowMs = deps.clock.nowMs();
      await recordReplay(db, params.id, nowMs);
      const actor = actorOf(principal);
      await writeAudit(db, { atMs: nowMs, actor, action: "quarantine.replay", target: params.id });
      return ok(toRow(found.value, nowMs));
    },
  });
