import type { TargetInput, TargetKind } from "@resik/contract/http/notifications";
import { siteIdSchema } from "@resik/contract/slug";
import type { Selectable } from "kysely";
import type { Sealer } from "../../notify/seal.ts";
import { parseShown, splitSecrets, type TargetSecrets } from "../../notify/target-secrets.ts";
import type { RegistryDb, RegistryTables } from "../tables.ts";

export type TargetRow = Selectable<RegistryTables["notification_targets"]>;

/** Whom to tell of what; nothing of how. */
export interface TargetRule extends Omit<TargetInput, "settings" | "enabled" | "sites"> {
  id: string;
  kind: TargetKind;
  sites: readonly string[];
}

const parseSites = (text: string): TargetInput["sites"] =>
  siteIdSchema.array().parse(JSON.parse(text));

const about = (id: string): string => `target/${id}`;

const toRule = (row: TargetRow): TargetRule => ({
  id: row.id,
  name: row.name,
  kind: row.kind,
  language: row.language,
  severityMin: row.severity_min,
  sites: parseSites(row.sites),
  tellsResolved: row.tells_resolved === 1,
  onlyEscalated: row.only_escalated === 1,
});

/** What an administrator entered, with `KEPT_SECRET` for each secret. */
export const toInput = (row: TargetRow): TargetInput => ({
  name: row.name,
  enabled: row.enabled === 1,
  language: row.language,
  severityMin: row.severity_min,
  sites: parseSites(row.sites),
  tellsResolved: row.tells_resolved === 1,
  onlyEscalated: row.only_escalated === 1,
  settings: parseShown(row.settings),
});

/** Targets that are not removed, in the order of their making. */
export const listTargets = (db: RegistryDb): Promise<TargetRow[]> =>
  db
    .selectFrom("notification_targets")
    .selectAll()
    .where("removed_at_ms", "is", null)
    .orderBy("seq")
    .execute();

export const findTarget = (db: RegistryDb, id: string): Promise<TargetRow | undefined> =>
  db
    .selectFrom("notification_targets")
    .selectAll()
    .where("id", "=", id)
    .where("removed_at_ms", "is", null)
    .executeTakeFirst();

/** The rules of those that are switched on. */
export async function enabledTargets(db: RegistryDb): Promise<TargetRule[]> {
  return (await listTargets(db)).filter(({ enabled }) => enabled === 1).map(toRule);
}

/** The secrets of a target; null when they cannot be opened any more. */
export function openSecrets(row: TargetRow, sealer: Sealer): TargetSecrets | null {
  const text = sealer.open(row.secrets, about(row.id));
  if (text === null) return null;
  // `saveTarget` wrote it, as its seal proves.
  return JSON.parse(text) as TargetSecrets;
}

/** Makes or replaces a target; what it was told and why it failed stays. */
export async function saveTarget(
  db: RegistryDb,
  id: string,
  input: TargetInput,
  { sealer, nowMs }: { sealer: Sealer; nowMs: number },
): Promise<void> {
  const { shown, secrets } = splitSecrets(input.settings);
  const columns = {
    name: input.name,
    enabled: input.enabled ? 1 : 0,
    language: input.language,
    severity_min: input.severityMin,
    sites: JSON.stringify(input.sites),
    tells_resolved: input.tellsResolved ? 1 : 0,
    only_escalated: input.onlyEscalated ? 1 : 0,
    kind: shown.kind,
    settings: JSON.stringify(shown),
    secrets: sealer.seal(JSON.stringify(secrets), about(id)),
    // What was wrong may be right now: it is tried at once.
    paused_until_ms: 0,
    failures: 0,
    removed_at_ms: null,
  } as const;
  await db
    .insertInto("notification_targets")
    .values({ id, created_at_ms: nowMs, ...columns })
    .onConflict((conflict) => conflict.column("id").doUpdateSet(columns))
    .execute();
}

/** Keeps what came of a test: one that was taken ends the pause of the target. */
export const noteTest = (
  db: RegistryDb,
  id: string,
  { isTaken, detail, nowMs }: { isTaken: boolean; detail: string; nowMs: number },
) =>
  db
    .updateTable("notification_targets")
    .set(
      isTaken
        ? { failures: 0, paused_until_ms: 0, last_delivered_at_ms: nowMs, last_failure: null }
        : { last_failure: detail },
    )
    .where("id", "=", id)
    .execute();

/** Takes a target away; its secrets with it. */
export const removeTarget = (db: RegistryDb, id: string, nowMs: number) =>
  db
    .updateTable("notification_targets")
    .set({ removed_at_ms: nowMs, enabled: 0, secrets: Buffer.alloc(0) })
    .where("id", "=", id)
    .execute();
