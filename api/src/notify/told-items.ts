import { ALERT_SEVERITIES, type AlertSeverity } from "@resik/contract/alert-rule";
import type { ToldState } from "@resik/contract/http/notifications";
import type { AlertTransition } from "../registry/alerts.ts";
import type { TargetRule } from "../registry/desk/notification-targets.ts";
import { isTold } from "./window.ts";

/** What one target is told of one alert. */
export interface ToldItem {
  alert: string;
  rule: string;
  severity: AlertSeverity;
  site: string;
  subject: string;
  state: ToldState;
  value: number | null;
  transitions: readonly AlertTransition[];
}

export const rankOf = (severity: AlertSeverity): number => ALERT_SEVERITIES.indexOf(severity);

/** Whether a target hears of alerts like this one at all. */
const isOfInterest = (target: TargetRule, transition: AlertTransition): boolean =>
  !transition.isMuted &&
  isTold(transition.step) &&
  rankOf(transition.severity) >= rankOf(target.severityMin) &&
  (target.sites.length === 0 || target.sites.includes(transition.site));

/**
 * What of these transitions a target is told, an item an alert:
 * - that it opened, or for a target of escalated ones that nobody acknowledged it in time;
 * - that it is over, where it is told so and knows of the alert;
 * - of one that came and went within the window once, as over.
 *
 * @param known alerts that the target was told of before.
 */
export function toldItems(
  target: TargetRule,
  transitions: readonly AlertTransition[],
  known: ReadonlySet<string>,
): ToldItem[] {
  const byAlert = new Map<string, AlertTransition[]>();
  for (const transition of transitions) {
    if (!isOfInterest(target, transition)) continue;
    const own = byAlert.get(transition.alert);
    if (own) own.push(transition);
    else byAlert.set(transition.alert, [transition]);
  }
  const opening = target.onlyEscalated ? "escalated" : "opened";
  const items: ToldItem[] = [];
  for (const [alert, own] of byAlert) {
    const isNew = own.some(({ step }) => step === opening);
    const told = own.filter(
      ({ step }) => step === opening || (step === "resolved" && (isNew || known.has(alert))),
    );
    const isOver = told.some(({ step }) => step === "resolved");
    if (!isNew && !(isOver && target.tellsResolved)) continue;
    const last = told.at(-1);
    if (!last) continue;
    const { rule, severity, site, subject, value } = last;
    const state = isOver ? "resolved" : target.onlyEscalated ? "escalated" : "open";
    items.push({ alert, rule, severity, site, subject, state, value, transitions: told });
  }
  return items;
}

/** Parts that become a message each: one a site, or one for all where there are many sites. */
export const SITES_APART = 4;

export function groupItems(items: readonly ToldItem[], itemsMax: number): ToldItem[][] {
  const bySite = new Map<string, ToldItem[]>();
  for (const item of items) {
    const own = bySite.get(item.site);
    if (own) own.push(item);
    else bySite.set(item.site, [item]);
  }
  const groups = bySite.size <= SITES_APART ? [...bySite.values()] : [[...items]];
  return groups.flatMap((group) => {
    const parts: ToldItem[][] = [];
    for (let start = 0; start < group.length; start += itemsMax) {
      parts.push(group.slice(start, start + itemsMax));
    }
    return parts;
  });
}
