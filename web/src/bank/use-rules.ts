import { createRuleBook, type RuleBook } from "@resik/contract/bank/rule-book";
import type { RuleVersion } from "@resik/contract/bank/rule";
import type { ItemRule, ProductRule } from "@resik/contract/bank/rule-schema";
import { useMemo } from "preact/hooks";
import { useLoaded, type Loaded } from "../controls/use-loaded.ts";
import { answerOf } from "../edge/parts.ts";
import { useNow } from "../shell/now-context.tsx";
import { useBank } from "./bank-context.ts";
import { rulesPart } from "./edge/parse-rules.ts";

/** The bank's rules as pages ask about them. */
export interface BankRules {
  book: RuleBook;
  inForce: readonly RuleVersion[];
  upcoming: readonly RuleVersion[];
  /** When the newest rule in force began, by the server's clock: it is surely later now. */
  asOfMs: number;
  /** In use first, then by name. */
  items: readonly ItemRule[];
  products: readonly ProductRule[];
  nameOfItem: (item: string) => string;
  nameOfProduct: (product: string) => string;
}

const parseRules = answerOf(rulesPart);

const byName = <T extends { name: string; isActive: boolean }>(left: T, right: T): number =>
  Number(right.isActive) - Number(left.isActive) || left.name.localeCompare(right.name, "id");

/** Puts the versions of `GET rules` in order for the pages. */
export function readRules(answer: {
  inForce: readonly RuleVersion[];
  upcoming: readonly RuleVersion[];
}): BankRules {
  const { inForce, upcoming } = answer;
  const items = inForce.flatMap(({ rule }) => (rule.type === "item" ? [rule] : []));
  const products = inForce.flatMap(({ rule }) => (rule.type === "product" ? [rule] : []));
  const itemNames = new Map<string, string>(items.map((rule) => [rule.item, rule.name]));
  const productNames = new Map<string, string>(products.map((rule) => [rule.product, rule.name]));
  return {
    book: createRuleBook([...inForce, ...upcoming]),
    inForce,
    upcoming,
    asOfMs: inForce.reduce((newest, { validFromMs }) => Math.max(newest, validFromMs), 0),
    items: items.sort(byName),
    products: products.sort(byName),
    nameOfItem: (item) => itemNames.get(item) ?? item,
    nameOfProduct: (product) => productNames.get(product) ?? product,
  };
}

/** Items in use for which a member would get nothing, because no price is in force. */
export function itemsWithoutPrice({ book, items }: BankRules, atMs: number): ItemRule[] {
  return items.filter(
    (rule) =>
      rule.isActive &&
      rule.grades.some(
        (grade) =>
          book.priceAt(
            { item: rule.item, grade, hop: "member", payout: "saved", delivery: "dropped-off" },
            atMs,
          ) === null,
      ),
  );
}

/** Now, and never before what the server has in force: a rule just published counts at once. */
export const useRulesNow = ({ asOfMs }: Pick<BankRules, "asOfMs">): number =>
  Math.max(useNow(), asOfMs);

export function useRules(): Loaded<BankRules> {
  const { api } = useBank();
  const loaded = useLoaded(api("rules"), parseRules);
  const value = useMemo(
    () => (loaded.value === null ? null : readRules(loaded.value)),
    [loaded.value],
  );
  return { ...loaded, value };
}
