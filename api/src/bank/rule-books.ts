import type { BankId } from "@resik/contract/bank/ids";
import { createRuleBook, type RuleBook } from "@resik/contract/bank/rule-book";
import type { LedgerStore } from "@resik/ledger/port";

/** Rule books kept; the bank that was asked for longest ago goes first. A district has some tens. */
export const RULE_BOOKS_KEPT_MAX = 64;

export interface RuleBooks {
  /** The rules of a bank as they are now; without any when it has published none. */
  of(bank: BankId): Promise<RuleBook>;
}

/**
 * Keeps parsed rule books. A book is known by the last publication, which stands in the head of
 * the bank's chain: one small read tells whether the kept one is still the newest.
 */
export function createRuleBooks(ledger: Pick<LedgerStore, "head" | "rules">): RuleBooks {
  const kept = new Map<BankId, { rulesSeq: number; book: RuleBook }>();
  const noRules = createRuleBook([]);
  const keep = (bank: BankId, entry: { rulesSeq: number; book: RuleBook }): RuleBook => {
    kept.delete(bank);
    kept.set(bank, entry);
    const oldest = kept.keys().next();
    if (kept.size > RULE_BOOKS_KEPT_MAX && !oldest.done) kept.delete(oldest.value);
    return entry.book;
  };
  return {
    async of(bank) {
      const rulesSeq = (await ledger.head(bank))?.rulesSeq ?? 0;
      if (rulesSeq === 0) return noRules;
      const known = kept.get(bank);
      if (known?.rulesSeq === rulesSeq) return keep(bank, known);
      // Between the two reads another rule may be published: then the book is newer than its
      // number, and the next question reads it again.
      return keep(bank, { rulesSeq, book: await ledger.rules(bank) });
    },
  };
}
