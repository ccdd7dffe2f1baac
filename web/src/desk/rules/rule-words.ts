import { valueText } from "@resik/contract/alert-text";
import { figureOf } from "@resik/contract/figure";
import { formatPercent } from "../../format/number.ts";
import type { Language } from "../../text/catalogue.ts";
import type { RuleView } from "./parse-alert-rules.ts";
import type { RulesText } from "./text/use-rules-text.ts";

const MINUTE_S = 60;
const HOUR_S = 3_600;

function durationWords(durationS: number, text: RulesText): string {
  return durationS >= 2 * HOUR_S && durationS % HOUR_S === 0
    ? text.hours(durationS / HOUR_S)
    : text.minutes(Math.round(durationS / MINUTE_S));
}

/** When a rule rings, in one plain sentence. */
export function conditionWords(
  { condition, durationS }: Pick<RuleView, "condition" | "durationS">,
  text: RulesText,
  language: Language,
): string {
  const lasting = durationS === 0 ? "" : `, ${text.when.lasting(durationWords(durationS, text))}`;
  switch (condition.kind) {
    case "silent":
      return text.when.silent + lasting;
    case "site-silent": {
      const { devicesMin, shareMin } = condition;
      return text.when.siteSilent(devicesMin, formatPercent(shareMin)) + lasting;
    }
    case "figure": {
      const { figure, raise } = condition;
      const limit = valueText(figure, raise, language);
      const words = figureOf(figure).bad === "above" ? text.when.above : text.when.below;
      return words(text.figures[figure], limit) + lasting;
    }
  }
}
