import { meaningOf, ruleName, valueText, type TextLanguage } from "@resik/contract/alert-text";
import type { NotificationAlert, NotificationBody } from "@resik/contract/http/notifications";
import type { AlertSeverity } from "@resik/contract/alert-rule";
import { toInstant } from "../registry/device-row.ts";
import { standingRules } from "../registry/desk/alert-rules.ts";
import { placesByIds } from "../registry/places.ts";
import type { RegistryDb } from "../registry/tables.ts";
import { textOf, WORDS } from "./message-text.ts";
import { rankOf, type ToldItem } from "./told-items.ts";

/** What messages say besides what the outbox holds: names, rules and times. */
export interface Names {
  /** Of devices and waste banks, by `placeKey`. */
  placeNames: ReadonlyMap<string, string>;
  sites: ReadonlyMap<string, { name: string; areaName: string }>;
  rules: ReadonlyMap<string, { name: string | null; condition: { kind: string } }>;
  alerts: ReadonlyMap<string, { openedAtMs: number; resolvedAtMs: number | null }>;
}

/** A site may have the id of a device that stands at another one. No slug holds a slash. */
const placeKey = (site: string, id: string): string => `${site}/${id}`;

export async function readNames(db: RegistryDb, items: readonly ToldItem[]): Promise<Names> {
  const subjects = [...new Set(items.map(({ subject }) => subject))];
  const sites = [...new Set(items.map(({ site }) => site))];
  const alerts = [...new Set(items.map(({ alert }) => alert))];
  if (items.length === 0) {
    return { placeNames: new Map(), sites: new Map(), rules: new Map(), alerts: new Map() };
  }
  const places = await placesByIds(db, subjects);
  const siteRows = await db
    .selectFrom("sites")
    .select(["id", "name", "area_name as areaName"])
    .where("id", "in", sites)
    .execute();
  const alertRows = await db
    .selectFrom("alerts")
    .select(["id", "opened_at_ms as openedAtMs", "resolved_at_ms as resolvedAtMs"])
    .where("id", "in", alerts)
    .execute();
  const rules = await standingRules(db);
  return {
    placeNames: new Map(places.map(({ site, id, name }) => [placeKey(site, id), name])),
    sites: new Map(siteRows.map(({ id, ...site }) => [id, site])),
    rules: new Map(rules.map(({ rule }) => [rule.id, rule])),
    alerts: new Map(alertRows.map(({ id, ...times }) => [id, times])),
  };
}

export interface Addressed {
  language: TextLanguage;
  /** Address of the pages without a slash at its end; null where there is none. */
  publicUrl: string | null;
}

const pageOf = (publicUrl: string | null, path: string): string | null =>
  publicUrl === null ? null : `${publicUrl}${path}`;

/** One alert as a message tells it. */
export function alertOf(item: ToldItem, names: Names, to: Addressed): NotificationAlert {
  const site = names.sites.get(item.site);
  const rule = names.rules.get(item.rule);
  const times = names.alerts.get(item.alert);
  const meaning = rule ? meaningOf(rule.condition) : null;
  const first = item.transitions[0];
  const isOver = item.state === "resolved";
  return {
    id: item.alert,
    rule: item.rule,
    ruleName: ruleName(item.rule, rule?.name ?? null, to.language),
    severity: item.severity,
    state: item.state,
    site: item.site,
    siteName: site?.name ?? item.site,
    areaName: site?.areaName ?? "",
    subject: item.subject,
    subjectName:
      names.placeNames.get(placeKey(item.site, item.subject)) ?? site?.name ?? item.subject,
    value: item.value,
    valueText:
      item.value === null || meaning === null ? null : valueText(meaning, item.value, to.language),
    openedAt: toInstant(times?.openedAtMs ?? first?.atMs ?? 0),
    resolvedAt: isOver && times?.resolvedAtMs != null ? toInstant(times.resolvedAtMs) : null,
    url: pageOf(to.publicUrl, `/dlh/peringatan/${item.alert}`),
    transitions: item.transitions.map(({ seq, atMs }) => ({ seq, at: toInstant(atMs) })),
  };
}

/** The worst first, what is over last, then in the order of opening. */
const byWeight = (left: NotificationAlert, right: NotificationAlert): number =>
  Number(left.state === "resolved") - Number(right.state === "resolved") ||
  rankOf(right.severity) - rankOf(left.severity) ||
  left.openedAt.localeCompare(right.openedAt);

/** A message about alerts. */
export function bodyOfAlerts(
  alerts: readonly NotificationAlert[],
  head: { id: string; createdAtMs: number },
  to: Addressed,
): NotificationBody {
  const sorted = [...alerts].sort(byWeight);
  const listUrl = pageOf(to.publicUrl, "/dlh/peringatan");
  return {
    id: head.id,
    kind: "alerts",
    language: to.language,
    createdAt: toInstant(head.createdAtMs),
    ...textOf(sorted, { language: to.language, listUrl }),
    alerts: sorted,
  };
}

/** The same alerts as they stand after more has happened. */
export function mergeAlerts(
  before: readonly NotificationAlert[],
  after: readonly NotificationAlert[],
): NotificationAlert[] {
  const merged = new Map(before.map((alert) => [alert.id, alert]));
  for (const alert of after) {
    const known = merged.get(alert.id);
    const transitions = [...(known?.transitions ?? []), ...alert.transitions];
    merged.set(alert.id, { ...alert, transitions });
  }
  return [...merged.values()];
}

/** How pressing a message is: as its worst alert that goes on, or as a warning when all is over. */
export const severityOf = (alerts: readonly NotificationAlert[]): AlertSeverity =>
  alerts
    .filter(({ state }) => state !== "resolved")
    .map(({ severity }) => severity)
    .reduce<AlertSeverity>((worst, one) => (rankOf(one) > rankOf(worst) ? one : worst), "warning");

/** What a press of the test button sends. */
export function testBody(id: string, nowMs: number, to: Addressed): NotificationBody {
  const { testTitle, testText } = WORDS[to.language];
  return {
    id,
    kind: "test",
    language: to.language,
    createdAt: toInstant(nowMs),
    title: testTitle,
    text: testText,
    alerts: [],
  };
}
