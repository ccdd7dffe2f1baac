import { fail, ok } from "@resik/contract/error-code";
import {
  alertRuleChangeSchema,
  alertRuleListSchema,
  alertRuleViewSchema,
  muteListSchema,
  muteRequestSchema,
  muteSchema,
  ruleIdSchema,
  rulePreviewRequestSchema,
  rulePreviewSchema,
  toAlertRule,
  type AlertRuleView,
  type Mute,
} from "@resik/contract/http/alert-rules";
import { deviceIdSchema, siteIdSchema } from "@resik/contract/slug";
import { z } from "zod";
import { nameOf } from "../auth/principal.ts";
import type { RouteDeps } from "../deps.ts";
import { defineRoute, type Route } from "../http/route.ts";
import { askStore } from "../readings-access.ts";
import { createAudit } from "../registry/audit.ts";
import { addMute, endMute, liveMutes, type MuteRow } from "../registry/desk/alert-mutes.ts";
import {
  deleteRule,
  putRule,
  resetRule,
  standingRules,
  type StandingRule,
} from "../registry/desk/alert-rules.ts";
import { findDevice } from "../registry/devices.ts";
import { toInstant } from "../registry/device-row.ts";
import { sitesById } from "../registry/sites.ts";
import type { RegistryDb } from "../registry/tables.ts";

const MUTE_ID_LENGTH = 16;
/** No rule has it: it is no slug. */
const NEW_RULE = "-";
const ruleParamsSchema = z.object({ id: ruleIdSchema });
const muteParamsSchema = z.object({ id: z.string().regex(/^[a-z0-9]{4,40}$/) });
const nothingSchema = z.object({});

export const alertRuleRoutes = (deps: RouteDeps): Route[] => [
  listRoute(),
  putRoute(deps),
  resetRoute(deps),
  deleteRoute(deps),
  previewRoute(deps),
  mutesRoute(deps),
  muteRoute(deps),
  endMuteRoute(deps),
];

const toView = (standing: StandingRule, openAlerts: number): AlertRuleView => ({
  ...standing.rule,
  isBuiltIn: standing.isBuiltIn,
  isChanged: standing.isChanged,
  version: standing.version,
  changedAt: standing.changedAtMs === null ? null : toInstant(standing.changedAtMs),
  openAlerts,
});

async function openByRule(db: RegistryDb): Promise<Map<string, number>> {
  const rows = await db
    .selectFrom("alerts")
    .select(["rule", (count) => count.fn.countAll<number>().as("open")])
    .where("state", "in", ["open", "acknowledged"])
    .groupBy("rule")
    .execute();
  return new Map(rows.map(({ rule, open }) => [rule, open]));
}

const viewOf = async (db: RegistryDb, standing: StandingRule): Promise<AlertRuleView> =>
  toView(standing, (await openByRule(db)).get(standing.rule.id) ?? 0);

const listRoute = (): Route =>
  defineRoute({
    method: "get",
    path: "/alert-rules",
    summary: "The rules that raise alerts: those that came with the program, then the others",
    access: "staff",
    answer: { schema: alertRuleListSchema },
    async handle({ db }) {
      const open = await openByRule(db);
      const standing = await standingRules(db);
      return ok({ rules: standing.map((one) => toView(one, open.get(one.rule.id) ?? 0)) });
    },
  });

const putRoute = ({ clock }: RouteDeps): Route => {
  const audit = createAudit(clock);
  return defineRoute({
    method: "put",
    path: "/alert-rules/{id}",
    summary: "Make or change a rule; it holds from the next evaluation on",
    access: "staff",
    params: ruleParamsSchema,
    body: alertRuleChangeSchema,
    write: "transaction",
    errors: ["not-found", "already-settled", "invalid-input"],
    answer: { schema: alertRuleViewSchema },
    async handle({ db, params, body, principal }) {
      const known = await sitesById(db);
      const stranger = body.rule.sites.find((site) => !known.has(site));
      if (stranger !== undefined) return fail("invalid-input", `no site ${stranger}`);
      const put = await putRule(db, params.id, { ...body, nowMs: clock.nowMs() });
      if (!put.ok) return put;
      await audit(db, principal, "alert-rule.put", params.id);
      return ok(await viewOf(db, put.value));
    },
  });
};

const resetRoute = ({ clock }: RouteDeps): Route => {
  const audit = createAudit(clock);
  return defineRoute({
    method: "post",
    path: "/alert-rules/{id}/reset",
    summary: "Bring a rule that came with the program back to how it came",
    access: "staff",
    params: ruleParamsSchema,
    write: "transaction",
    errors: ["not-found", "already-settled"],
    answer: { schema: alertRuleViewSchema },
    async handle({ db, params, principal }) {
      const reset = await resetRule(db, params.id, clock.nowMs());
      if (!reset.ok) return reset;
      await audit(db, principal, "alert-rule.reset", params.id);
      return ok(await viewOf(db, reset.value));
    },
  });
};

const deleteRoute = ({ clock }: RouteDeps): Route => {
  const audit = createAudit(clock);
  return defineRoute({
    method: "post",
    path: "/alert-rules/{id}/delete",
    summary: "Delete a rule that people made; its open alerts end",
    access: "staff",
    params: ruleParamsSchema,
    write: "transaction",
    errors: ["not-found", "already-settled"],
    answer: { schema: nothingSchema },
    async handle({ db, params, principal }) {
      const deleted = await deleteRule(db, params.id);
      if (!deleted.ok) return deleted;
      await audit(db, principal, "alert-rule.delete", params.id);
      return ok({});
    },
  });
};

const previewRoute = (deps: RouteDeps): Route =>
  defineRoute({
    method: "post",
    path: "/alert-rules/preview",
    summary: "How often a rule would have fired in the last days; nothing is stored",
    access: "staff",
    body: rulePreviewRequestSchema,
    rate: "trial",
    errors: ["store-unavailable"],
    answer: { schema: rulePreviewSchema },
    async handle({ db, body }) {
      const sites = [...(await sitesById(db)).values()];
      const names = new Map(sites.map(({ id, name }) => [id as string, name]));
      const rule = toAlertRule(body.id ?? NEW_RULE, body.rule);
      const played = await askStore(deps, () =>
        deps.alerts.preview.preview(rule, body.days, names),
      );
      return played.ok ? played.value : played;
    },
  });

const toMute = (row: MuteRow): Mute => ({
  id: row.id,
  rule: row.rule,
  site: row.site === null ? null : siteIdSchema.parse(row.site),
  device: row.device === null ? null : deviceIdSchema.parse(row.device),
  fromAt: toInstant(row.from_ms),
  until: toInstant(row.until_ms),
  reason: row.reason,
  by: row.by_name,
});

const mutesRoute = ({ clock }: RouteDeps): Route =>
  defineRoute({
    method: "get",
    path: "/alert-mutes",
    summary: "What nobody is told of now, and until when",
    access: "staff",
    answer: { schema: muteListSchema },
    async handle({ db }) {
      const nowMs = clock.nowMs();
      const rows = (await liveMutes(db)).filter(({ until_ms }) => until_ms > nowMs);
      return ok({ mutes: rows.map(toMute) });
    },
  });

const muteRoute = ({ clock, random }: RouteDeps): Route => {
  const audit = createAudit(clock);
  return defineRoute({
    method: "post",
    path: "/alert-mutes",
    summary: "Raise and tell nothing of a rule, a site or a device until then",
    access: "staff",
    body: muteRequestSchema,
    write: "transaction",
    status: 201,
    errors: ["not-found", "invalid-input"],
    answer: { schema: muteSchema },
    async handle({ db, body, principal }) {
      const nowMs = clock.nowMs();
      const untilMs = new Date(body.until).getTime();
      if (untilMs <= nowMs) return fail("invalid-input", "it would be over already");
      const missing = await missingOf(db, body);
      if (missing !== null) return fail("not-found", missing);
      const row: MuteRow = {
        id: random.id(MUTE_ID_LENGTH),
        rule: body.rule,
        site: body.site,
        device: body.device,
        from_ms: nowMs,
        until_ms: untilMs,
        reason: body.reason,
        by_user: principal.kind === "user" ? principal.id : null,
        by_name: nameOf(principal),
      };
      const added = await addMute(db, row);
      if (!added.ok) return added;
      await audit(db, principal, "alert-mute.add", row.id);
      return ok(toMute(row));
    },
  });
};

/** What of a mute is not there; null when all of it is. */
async function missingOf(
  db: RegistryDb,
  { rule, site, device }: { rule: string | null; site: string | null; device: string | null },
): Promise<string | null> {
  if (rule !== null && !(await standingRules(db)).some((one) => one.rule.id === rule)) {
    return `no rule ${rule}`;
  }
  if (site !== null && !(await sitesById(db)).has(site)) return `no site ${site}`;
  if (device !== null && !(await findDevice(db, device)).ok) return `no device ${device}`;
  return null;
}

const endMuteRoute = ({ clock }: RouteDeps): Route => {
  const audit = createAudit(clock);
  return defineRoute({
    method: "post",
    path: "/alert-mutes/{id}/end",
    summary: "End a mute before its time",
    access: "staff",
    params: muteParamsSchema,
    write: "transaction",
    errors: ["not-found"],
    answer: { schema: nothingSchema },
    async handle({ db, params, principal }) {
      const ended = await endMute(db, params.id);
      if (!ended.ok) return ended;
      await audit(db, principal, "alert-mute.end", params.id);
      return ok({});
    },
  });
};
