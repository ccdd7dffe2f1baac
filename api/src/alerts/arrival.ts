import type { AlertRule } from "@resik/contract/alert-rule";
import { figureOf, type FigureId } from "@resik/contract/figure";

/**
 * Figures that count down to something, by the figure that says it has come: a bin that is full
 * need not be foreseen any more. A weak cell is not among them: for days after it was replaced its
 * forecast still knows the old one, and would begin anew.
 */
const ARRIVAL: Partial<Record<FigureId, FigureId>> = {
  hoursToFull: "fillRatio",
  teraDaysLeft: "teraDaysLeft",
};

/** Whether two rules may be about one device. */
const meet = (left: AlertRule, right: AlertRule): boolean =>
  left.kinds.some((kind) => right.kinds.includes(kind)) &&
  (left.sites.length === 0 ||
    right.sites.length === 0 ||
    left.sites.some((site) => right.sites.includes(site)));

/** Rules that tell of the same device that what this one foresees has come; most have none. */
export function arrivalRules(rule: AlertRule, others: readonly AlertRule[]): AlertRule[] {
  const { condition } = rule;
  if (condition.kind !== "figure") return [];
  const arrival = ARRIVAL[condition.figure];
  if (arrival === undefined) return [];
  const sign = figureOf(condition.figure).bad === "above" ? 1 : -1;
  return others.filter((other) => {
    if (other.id === rule.id || !other.enabled || !meet(rule, other)) return false;
    if (other.condition.kind !== "figure" || other.condition.figure !== arrival) return false;
    // Of one figure, the rule with the limit that lies further.
    return arrival !== condition.figure || sign * other.condition.raise > sign * condition.raise;
  });
}
