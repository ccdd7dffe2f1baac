import { meaningOf, ruleName, valueText } from "@resik/contract/alert-text";
import type { FigureId } from "@resik/contract/figure";
import type { Language } from "../../text/catalogue.ts";
import type { AlertRow } from "../edge/parse-alerts.ts";
import type { RuleHint } from "../edge/parse-rules.ts";
import type { TaskKind } from "../edge/parse-tasks.ts";

type About = Pick<AlertRow, "rule" | "ruleName">;

/** What an alert is called in lists: the name of its rule. */
export const alertName = (alert: About, language: Language): string =>
  ruleName(alert.rule, alert.ruleName, language);

/** Its value with the unit of its rule; null where nothing was measured or the unit is unknown. */
export function alertValue(
  alert: Pick<AlertRow, "rule">,
  value: number | null,
  rules: ReadonlyMap<string, RuleHint>,
  language: Language,
): string | null {
  const rule = rules.get(alert.rule);
  const meaning = rule === undefined ? null : meaningOf(rule.condition);
  return value === null || meaning === null ? null : valueText(meaning, value, language);
}

/** From which limit its rule raises and where it is clear again; null where it has no limit. */
export function limitsOf(
  alert: Pick<AlertRow, "rule">,
  rules: ReadonlyMap<string, RuleHint>,
  language: Language,
): { raise: string; clear: string } | null {
  const condition = rules.get(alert.rule)?.condition;
  if (condition?.kind !== "figure") return null;
  const { figure, raise, clear } = condition;
  return {
    raise: valueText(figure, raise, language),
    clear: valueText(figure, clear, language),
  };
}

/** By the beginning of the rule's id; the first that fits. */
const KIND_BY_RULE: readonly [prefix: string, kind: TaskKind][] = [
  ["bin-full", "empty-bin"],
  ["bin-soon-full", "empty-bin"],
  ["bin-hot", "check-burning"],
  ["plume", "check-burning"],
  ["pm25", "check-burning"],
  ["battery", "replace-battery"],
  ["site-silent", "check-power"],
  ["tera", "renew-tera"],
];

/** What is usually to be done about an alert. */
export function usualTaskKind(
  alert: Pick<AlertRow, "rule">,
  rules: ReadonlyMap<string, RuleHint>,
): TaskKind {
  const found = KIND_BY_RULE.find(([prefix]) => alert.rule.startsWith(prefix));
  if (found !== undefined) return found[1];
  const condition = rules.get(alert.rule)?.condition;
  if (condition?.kind === "site-silent") return "check-power";
  if (condition?.kind !== "figure") return "inspect-device";
  return KIND_BY_FIGURE[condition.figure] ?? "inspect-device";
}

/** What a rule of one's own is usually about; a figure that is not here is the device's. */
const KIND_BY_FIGURE: Partial<Record<FigureId, TaskKind>> = {
  fillRatio: "empty-bin",
  hoursToFull: "empty-bin",
  temperatureC: "check-burning",
  pm25HourUgM3: "check-burning",
  pm25PlumeUgM3: "check-burning",
  batteryV: "replace-battery",
  batteryDaysLeft: "replace-battery",
  teraDaysLeft: "renew-tera",
};

const HOUR_MS = 3_600_000;
const DUE_HOURS = { critical: 2, high: 6, warning: 24 } as const;
/** What needs an errand or a date with somebody else. */
const PLANNED_HOURS: Partial<Record<TaskKind, number>> = {
  "replace-battery": 72,
  "renew-tera": 14 * 24,
};

/** By when it is usually to be done: the worse, the sooner, and always at a full hour. */
export function usualDueMs(severity: AlertRow["severity"], kind: TaskKind, nowMs: number): number {
  const hours =
    severity === "warning" ? (PLANNED_HOURS[kind] ?? DUE_HOURS.warning) : DUE_HOURS[severity];
  return Math.ceil((nowMs + hours * HOUR_MS) / HOUR_MS) * HOUR_MS;
}
