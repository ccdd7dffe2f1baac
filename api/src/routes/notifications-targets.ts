import { fail, ok, type Result } from "@resik/contract/error-code";
import {
  TARGETS_MAX,
  targetInputSchema,
  targetListSchema,
  targetParamsSchema,
  targetRemovedSchema,
  targetTestSchema,
  targetViewSchema,
  type TargetInput,
} from "@resik/contract/http/notifications";
import { isAdministrator } from "../auth/principal.ts";
import type { RouteDeps } from "../deps.ts";
import { defineRoute, type Route } from "../http/route.ts";
import { checkTemplate } from "../notify/adapters/whatsapp.ts";
import { fillKept, parseShown, withoutPaths } from "../notify/target-secrets.ts";
import { createAudit } from "../registry/audit.ts";
import { toTargetViews } from "../registry/desk/notification-log.ts";
import { giveUpWaiting } from "../registry/desk/notification-outbox.ts";
import {
  findTarget,
  listTargets,
  noteTest,
  openSecrets,
  removeTarget,
  saveTarget,
  type TargetRow,
} from "../registry/desk/notification-targets.ts";
import type { RegistryDb } from "../registry/tables.ts";

export const targetRoutes = (deps: RouteDeps): Route[] => [
  listRoute(deps),
  saveRoute(deps),
  testRoute(deps),
  removeRoute(deps),
];

const listRoute = ({ clock }: RouteDeps): Route =>
  defineRoute({
    method: "get",
    path: "/notification-targets",
    summary:
      "Where messages about alerts go, and how each target stands; secrets are not shown, whole addresses only to administrators",
    access: "staff",
    answer: { schema: targetListSchema },
    async handle({ db, principal }) {
      const targets = await toTargetViews(db, await listTargets(db), clock.nowMs());
      if (isAdministrator(principal)) return ok({ targets });
      const shown = targets.map((target) => ({
        ...target,
        settings: withoutPaths(target.settings),
      }));
      return ok({ targets: shown });
    },
  });

/** What was entered, with kept secrets in their place, or why it cannot be kept. */
async function checkInput(
  db: RegistryDb,
  { input, before }: { input: TargetInput; before: TargetRow | undefined },
  { notify }: RouteDeps,
): Promise<Result<TargetInput>> {
  const { settings } = input;
  if (settings.kind === "whatsapp") {
    const checked = checkTemplate(settings.bodyTemplate);
    if (!checked.ok) return checked;
  }
  if (!before && (await listTargets(db)).length >= TARGETS_MAX) {
    return fail("invalid-input", `more than ${TARGETS_MAX} targets`);
  }
  if (input.sites.length > 0) {
    const { count } = await db
      .selectFrom("sites")
      .select(({ fn }) => fn.countAll<number>().as("count"))
      .where("id", "in", input.sites)
      .executeTakeFirstOrThrow();
    if (count !== new Set(input.sites).size) return fail("invalid-input", "a site is not there");
  }
  const kept = before && {
    shown: parseShown(before.settings),
    secrets: openSecrets(before, notify.sealer),
  };
  const filled = fillKept(settings, kept ?? null);
  return filled.ok ? ok({ ...input, settings: filled.value }) : filled;
}

const saveRoute = (deps: RouteDeps): Route => {
  const { clock, notify } = deps;
  const audit = createAudit(clock);
  return defineRoute({
    method: "put",
    path: "/notification-targets/{id}",
    summary: "Make or replace a target; a kept secret is sent back as it was shown",
    access: "administrator",
    params: targetParamsSchema,
    body: targetInputSchema,
    write: "transaction",
    errors: ["invalid-input"],
    answer: { schema: targetViewSchema },
    async handle({ db, params, body, principal, afterwards }) {
      const nowMs = clock.nowMs();
      const before = await findTarget(db, params.id);
      const checked = await checkInput(db, { input: body, before }, deps);
      if (!checked.ok) return checked;
      await saveTarget(db, params.id, checked.value, { sealer: notify.sealer, nowMs });
      const off = body.enabled ? 0 : await switchOff(db, params.id, "was switched off", nowMs);
      await audit(db, principal, "target.save", params.id);
      afterwards(() => {
        notify.switchedOff(off);
        notify.wake();
      });
      const row = await findTarget(db, params.id);
      const [view] = row ? await toTargetViews(db, [row], nowMs) : [];
      return view ? ok(view) : fail("internal", `target ${params.id} was not kept`);
    },
  });
};

/** What waits for a target that hears nothing any more is given up; the log has it. */
const switchOff = (db: RegistryDb, target: string, what: string, nowMs: number): Promise<number> =>
  giveUpWaiting(db, { target, detail: `the target ${what}`, nowMs });

const testRoute = ({ clock, notify }: RouteDeps): Route => {
  const audit = createAudit(clock);
  return defineRoute({
    method: "post",
    path: "/notification-targets/{id}/test",
    summary: "Send a test message now and say what came of it, within ten seconds",
    access: "administrator",
    params: targetParamsSchema,
    write: "claim",
    rate: "trial",
    errors: ["not-found"],
    answer: { schema: targetTestSchema },
    async handle({ db, params, principal, afterwards }) {
      const target = await findTarget(db, params.id);
      if (!target) return fail("not-found", `no target ${params.id}`);
      await audit(db, principal, "target.test", params.id);
      const startMs = clock.monotonicMs();
      const outcome = await notify.test(target);
      const tookMs = Math.round(clock.monotonicMs() - startMs);
      const { detail } = outcome;
      const isTaken = outcome.kind === "delivered";
      await noteTest(db, params.id, { isTaken, detail, nowMs: clock.nowMs() });
      afterwards(() => notify.wake());
      return ok({ ok: isTaken, detail, tookMs });
    },
  });
};

const removeRoute = ({ clock, notify }: RouteDeps): Route => {
  const audit = createAudit(clock);
  return defineRoute({
    method: "post",
    path: "/notification-targets/{id}/remove",
    summary: "Take a target away; its log stays",
    access: "administrator",
    params: targetParamsSchema,
    write: "transaction",
    errors: ["not-found"],
    answer: { schema: targetRemovedSchema },
    async handle({ db, params, principal, afterwards }) {
      if (!(await findTarget(db, params.id))) return fail("not-found", `no target ${params.id}`);
      const nowMs = clock.nowMs();
      await removeTarget(db, params.id, nowMs);
      const off = await switchOff(db, params.id, "was removed", nowMs);
      await audit(db, principal, "target.remove", params.id);
      afterwards(() => notify.switchedOff(off));
      return ok({ id: params.id });
    },
  });
};
