import {
  DELIVERIES,
  HOPS,
  PAYOUTS,
  REPORT_GROUPS,
  type RuleVersion,
} from "@resik/contract/bank/rule";
import { UNITS } from "@resik/contract/bank/quantity";
import type { Rule, ShareModel } from "@resik/contract/bank/rule-schema";
import {
  isOneOf,
  isShape,
  isText,
  isTextOrNull,
  isWhole,
  parseInstant,
  parseList,
  type Shape,
} from "../../edge/shape.ts";

/** Reads a version of a rule; null when it is not one. */
export function parseRuleVersion(value: unknown): RuleVersion | null {
  if (!isShape(value) || !isWhole(value.seq) || !isShape(value.rule)) return null;
  const validFromMs = parseInstant(value.validFrom);
  if (validFromMs === null || !isRule(value.rule)) return null;
  return { seq: value.seq, validFromMs, rule: value.rule };
}

/** Reads versions of rules; null when one of them cannot be read. */
export const parseRuleVersions = (value: unknown): RuleVersion[] | null =>
  parseList(value, parseRuleVersion);

/** Whether every field that the rule book reads has its shape; the brands say no more than that. */
function isRule(rule: unknown): rule is Rule {
  if (!isShape(rule)) return false;
  switch (rule.type) {
    case "item":
      return isItemRule(rule);
    case "price":
      return isPriceRule(rule);
    case "share":
      return isTextOrNull(rule.product) && isDeliveryOrNull(rule.delivery) && isModel(rule.model);
    case "product":
      return isProductRule(rule);
    case "settings":
      return isWhole(rule.approvalLimitRupiah);
    default:
      return false;
  }
}

const isDeliveryOrNull = (value: unknown): boolean => value === null || isOneOf(DELIVERIES, value);

const isItemRule = (rule: Shape): boolean =>
  isText(rule.item) &&
  isText(rule.name) &&
  isOneOf(UNITS, rule.unit) &&
  parseList(rule.grades, (grade) => (isText(grade) ? grade : null)) !== null &&
  isOneOf(REPORT_GROUPS, rule.reportGroup) &&
  (rule.gramsPerUnit === null || isWhole(rule.gramsPerUnit)) &&
  typeof rule.isActive === "boolean";

const isPriceRule = (rule: Shape): boolean =>
  isText(rule.item) &&
  isText(rule.grade) &&
  isOneOf(HOPS, rule.hop) &&
  (rule.payout === null || isOneOf(PAYOUTS, rule.payout)) &&
  isDeliveryOrNull(rule.delivery) &&
  (rule.rupiahPerUnit === null || isWhole(rule.rupiahPerUnit));

const isProductRule = (rule: Shape): boolean =>
  isText(rule.product) &&
  isText(rule.name) &&
  isWhole(rule.minimumRupiah) &&
  isWhole(rule.remainingRupiah) &&
  isWhole(rule.termDays) &&
  typeof rule.isActive === "boolean";

/** Every share model of the contract and whether it carries a ratio; a missing one is an error. */
const HAS_RATIO: Record<ShareModel["kind"], boolean> = {
  none: false,
  "at-deposit": true,
  "of-sale": true,
  "at-withdrawal": true,
  margin: false,
  "held-until-sold": false,
};

function isModel(model: unknown): boolean {
  if (!isShape(model) || !isText(model.kind)) return false;
  if (!Object.prototype.hasOwnProperty.call(HAS_RATIO, model.kind)) return false;
  // The line above found the kind in the table.
  if (!HAS_RATIO[model.kind as ShareModel["kind"]]) return true;
  const { ratio } = model;
  return isShape(ratio) && isWhole(ratio.numerator) && isWhole(ratio.denominator);
}
