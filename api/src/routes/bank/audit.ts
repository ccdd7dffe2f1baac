import { ok, type Result } from "@resik/contract/error-code";
import { auditLineSchema, type AuditLine } from "@resik/contract/http/audit";
import { pageOf, pageQueryShape } from "@resik/contract/http/page";
import { z } from "zod";
import { actorNames } from "../../bank/bank-names.ts";
import { defineRoute, type Route } from "../../http/route.ts";
import { listAudit } from "../../registry/audit.ts";
import { toInstant } from "../../registry/device-row.ts";
import type { RegistryDb } from "../../registry/tables.ts";
import { pageBeforeSeq } from "../seq-page.ts";
import { bankParamsSchema } from "./params.ts";

const pageQuerySchema = z.object(pageQueryShape);
type PageQuery = z.infer<typeof pageQuerySchema>;

/** The log that nobody can change, for those who answer for it. */
export const auditRoutes = (): Route[] => [
  defineRoute({
    method: "get",
    path: "/audit",
    summary: "Lines of the audit log, newest first",
    access: "administrator",
    query: pageQuerySchema,
    answer: { schema: pageOf(auditLineSchema) },
    handle: ({ db, query }) => readLines(db, null, query),
  }),
  defineRoute({
    method: "get",
    path: "/banks/{bank}/audit",
    summary: "Lines of the audit log about a bank and its members, newest first",
    access: "bank-treasury",
    params: bankParamsSchema,
    query: pageQuerySchema,
    answer: { schema: pageOf(auditLineSchema) },
    handle: ({ db, params, query }) => readLines(db, params.bank, query),
  }),
];

async function readLines(
  db: RegistryDb,
  bank: string | null,
  query: PageQuery,
): Promise<Result<{ items: AuditLine[]; next: string | null }>> {
  const page = await pageBeforeSeq(query, (place) => listAudit(db, { bank, ...place }));
  if (!page.ok) return page;
  const { items, next } = page.value;
  // Residents are known by name at their own bank alone.
  const names = await actorNames(
    db,
    items.map(({ actor }) => actor),
    bank === null ? "with-username" : "all",
  );
  return ok({
    items: items.map(({ seq, at_ms, actor, action, target }) => ({
      seq,
      at: toInstant(at_ms),
      actor,
      actorName: names.get(actor) ?? null,
      action,
      target,
    })),
    next,
  });
}
