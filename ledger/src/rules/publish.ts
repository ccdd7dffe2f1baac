import { fail, ok, type Result } from "@resik/contract/error-code";
import type { CommandOf } from "@resik/contract/bank/command";
import type { Rule } from "@resik/contract/bank/rule-schema";
import type { Draft } from "../transfer.ts";
import type { Facts } from "./facts.ts";
import { priceOutlier } from "@resik/contract/bank/price-outlier";

/** What a rule presupposes. */
function checkRule(rule: Rule, facts: Facts, fromMs: number): Result<null> {
  if (rule.type === "item") {
    const first = facts.rules.versionsOf(rule)[0]?.rule;
    if (first?.type === "item" && first.unit !== rule.unit) {
      return fail("invalid-input", `${rule.item} is counted by ${first.unit}: make a new item`);
    }
    if (new Set(rule.grades).size !== rule.grades.length) {
      return fail("invalid-input", "a grade is named twice");
    }
  }
  if (rule.type === "price") {
    const item = facts.rules.itemAt(rule.item, fromMs);
    if (!item?.grades.includes(rule.grade)) {
      return fail("not-found", `item ${rule.item} with grade ${rule.grade}`);
    }
  }
  return ok(null);
}

/**
 * A new version of a rule. It is a transfer without postings, so that rules stand in the same
 * chain as what followed from them.
 *
 * @returns `invalid-input` (a start in the past, another unit), `not-found` (item or grade),
 * `price-outlier` unless a person confirmed the price.
 */
export function decidePublication(command: CommandOf<"publish-rule">, facts: Facts): Result<Draft> {
  const { rule, isOutlierConfirmed } = command;
  const validFromMs = command.validFromMs ?? facts.nowMs;
  if (validFromMs < facts.nowMs) return fail("invalid-input", "a rule never starts in the past");
  const checked = checkRule(rule, facts, validFromMs);
  if (!checked.ok) return checked;
  if (rule.type === "price" && !isOutlierConfirmed) {
    const outlier = priceOutlier(rule, facts.rules.versionsOf(rule));
    if (outlier) {
      return fail("price-outlier", `${outlier.newRupiah} against ${outlier.usualRupiah} before`);
    }
  }
  const detail = { kind: "publish-rule" as const, rule, validFromMs };
  return ok({ detail, postings: [], continues: null, reverses: null });
}
