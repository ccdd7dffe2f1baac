import type { DepositedLine } from "@resik/contract/bank/detail";
import { sum } from "@resik/contract/bank/integer";
import { QUANTITY_MAX } from "@resik/contract/bank/limits";
import { massRoundHalfUp, SCALE_BY_UNIT, type Unit } from "@resik/contract/bank/quantity";
import type { Grams, Quantity } from "@resik/contract/bank/quantity-schema";
import type { RuleBook } from "@resik/contract/bank/rule-book";
import type { ItemRule } from "@resik/contract/bank/rule-schema";
import type { Transfer } from "@resik/ledger/transfer";

/**
 * The item's rule as it was when the transfer was decided. A version that was published later
 * never counts, whatever its start: a month that is over stays as it was reported.
 */
export function itemRuleWhen(
  rules: RuleBook,
  stock: string,
  transfer: Pick<Transfer, "seq" | "occurredAtMs">,
): ItemRule | null {
  const item = stock.slice(0, stock.indexOf("."));
  const version = rules
    .versionsAbout(`item/${item}`)
    .findLast(({ seq, validFromMs }) => seq < transfer.seq && validFromMs <= transfer.occurredAtMs);
  return version?.rule.type === "item" ? version.rule : null;
}

/**
 * Grams of a line, for every page and report alike; null where nobody said them, or where what was
 * said of one piece makes more than anything that is weighed: sums of it would not be exact.
 */
export function massOfLine(
  { quantity, unit }: { quantity: Quantity; unit: Unit },
  rule: Pick<ItemRule, "gramsPerUnit"> | null,
): Grams | null {
  const gramsPerUnit = rule?.gramsPerUnit ?? null;
  const gramsPerUnitMax = Math.floor((QUANTITY_MAX * SCALE_BY_UNIT[unit]) / quantity);
  if (unit !== "kg" && gramsPerUnit !== null && gramsPerUnit > gramsPerUnitMax) return null;
  return massRoundHalfUp(quantity, unit, gramsPerUnit);
}

/** The same of all lines; those whose mass nobody knows add nothing. */
export const massOfLines = (
  rules: RuleBook,
  transfer: Pick<Transfer, "seq" | "occurredAtMs">,
  lines: readonly DepositedLine[],
): number =>
  sum(lines.map((line) => massOfLine(line, itemRuleWhen(rules, line.stock, transfer)) ?? 0));
