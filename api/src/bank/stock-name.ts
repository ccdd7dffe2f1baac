import { gradeSchema, itemIdSchema, type Grade, type ItemId } from "@resik/contract/bank/ids";
import type { RuleBook } from "@resik/contract/bank/rule-book";
import type { ItemRule } from "@resik/contract/bank/rule-schema";

/** Item and grade of a stock code. @throws when it is none: only ours stand in the book. */
export function itemOfStock(stock: string): { item: ItemId; grade: Grade } {
  const [item, grade] = stock.split(".");
  return { item: itemIdSchema.parse(item), grade: gradeSchema.parse(grade) };
}

/** What the bank said of the item of a stock then; null when it said nothing yet. */
export const itemRuleOf = (rules: RuleBook, stock: string, atMs: number): ItemRule | null =>
  rules.itemAt(itemOfStock(stock).item, atMs);
