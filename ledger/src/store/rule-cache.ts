import { RULE_BOOKS_MAX } from "../limits.ts";
import { ruleSchema } from "@resik/contract/bank/rule-schema";
import { createRuleBook, type RuleBook } from "@resik/contract/bank/rule-book";
import type { LedgerDb } from "./tables.ts";

export interface RuleCache {
  /** The rules of a bank as of the transfer that last published one (0: none). */
  at(db: LedgerDb, bank: string, rulesSeq: number): Promise<RuleBook>;
  /** Forgets all: after a rollback another publication may take the same place. */
  clear(): void;
}

/**
 * Keeps parsed rule books. A book is known by bank and last publication, which stands in the
 * bank's head: whoever read the head in his database transaction gets the rules of that moment.
 */
export function createRuleCache(): RuleCache {
  const books = new Map<string, { rulesSeq: number; book: RuleBook }>();
  return {
    async at(db, bank, rulesSeq) {
      const known = books.get(bank);
      if (known?.rulesSeq === rulesSeq) return known.book;
      const rows = await db
        .selectFrom("rule_versions")
        .selectAll()
        .where("bank", "=", bank)
        .where("seq", "<=", rulesSeq)
        .orderBy("seq")
        .execute();
      const versions = rows.map(({ seq, valid_from_ms, rule }) => ({
        seq,
        validFromMs: valid_from_ms,
        rule: ruleSchema.parse(JSON.parse(rule)),
      }));
      const book = createRuleBook(versions);
      books.delete(bank);
      const oldest = books.keys().next();
      if (books.size >= RULE_BOOKS_MAX && !oldest.done) books.delete(oldest.value);
      books.set(bank, { rulesSeq, book });
      return book;
    },
    clear: () => books.clear(),
  };
}
