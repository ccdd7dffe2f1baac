import type { Rule } from "./rule-schema.ts";

/** The groups of the national waste bank statistics; every item belongs to one. */
export const REPORT_GROUPS = ["plastic", "paper", "metal", "glass", "other"] as const;
/** Who sells to whom: a member to the bank, a unit to its induk, a bank to a collector. */
export const HOPS = ["member", "induk", "collector"] as const;
export const PAYOUTS = ["saved", "cash"] as const;
export const DELIVERIES = ["dropped-off", "picked-up"] as const;

export type ReportGroup = (typeof REPORT_GROUPS)[number];
export type Hop = (typeof HOPS)[number];
export type Payout = (typeof PAYOUTS)[number];
export type Delivery = (typeof DELIVERIES)[number];

/** A rule with the time from which it counts. `seq` is the transfer that published it. */
export interface RuleVersion<R extends Rule = Rule> {
  seq: number;
  validFromMs: number;
  rule: R;
}

/** What a rule is about: versions with the same subject follow each other in time. */
export function subjectOf(rule: Rule): string {
  switch (rule.type) {
    case "item":
      return `item/${rule.item}`;
    case "price":
      return `price/${rule.item}/${rule.grade}/${rule.hop}/${rule.payout ?? "*"}/${rule.delivery ?? "*"}`;
    case "share":
      return `share/${rule.product ?? "*"}/${rule.delivery ?? "*"}`;
    case "product":
      return `product/${rule.product}`;
    case "settings":
      return "settings";
  }
}
