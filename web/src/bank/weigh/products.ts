import type { RuleBook } from "@resik/contract/bank/rule-book";
import type { ProductRule } from "@resik/contract/bank/rule-schema";

/** The savings products one may save into, in the order in which the bank published them. */
export const productsOf = (rules: RuleBook, atMs: number): ProductRule[] =>
  [...rules.allAt(atMs)]
    .sort((a, b) => a.seq - b.seq)
    .flatMap(({ rule }) => (rule.type === "product" && rule.isActive ? [rule] : []));
