import { transferSeqSchema, type BankId, type TransferSeq } from "@resik/contract/bank/ids";
import { assertSafe } from "@resik/contract/bank/integer";
import type { RuleBook } from "@resik/contract/bank/rule-book";
import { nextTurn } from "@resik/kit/next-turn";
import { shownBalance, type AccountKindName } from "@resik/ledger/account";
import type { LedgerStore } from "@resik/ledger/port";
import type { Transfer } from "@resik/ledger/transfer";
import type { RuleBooks } from "../bank/rule-books.ts";
import { MONTHS_KEPT_MAX, REPORT_PAGE_TRANSFERS } from "./limits.ts";
import { addTransfer } from "./month-figures.ts";
import { emptyFigures, type SplitFigures } from "./figures.ts";
import { rangeOfMonth, type MonthRange } from "./wib-month.ts";

/** A bank's month: what was recorded in it, and what stood at its end (or stands now). */
export interface BankMonth extends SplitFigures {
  /** What the bank owes its members: free, held and requested savings. */
  savingsRupiah: number;
  cashRupiah: number;
  /** The last transfer that counts; null when the book is empty until then. */
  head: { seq: number; sha256: string } | null;
}

export interface MonthReader {
  /** Counts what was recorded in the month; kept until another transfer is recorded in it. */
  read(bank: BankId, month: string): Promise<BankMonth>;
  /** The last transfer until the end of the month. */
  headOf(bank: BankId, month: string): Promise<{ seq: TransferSeq; sha256: string } | null>;
}

export interface MonthReaderDeps {
  ledger: Pick<LedgerStore, "transfer" | "transfers" | "balancesAt">;
  ruleBooks: RuleBooks;
}

/** The transfers of a stretch, newest first, page by page. */
async function* transfersOf(
  { ledger }: MonthReaderDeps,
  bank: BankId,
  range: MonthRange,
  throughSeq: TransferSeq,
): AsyncGenerator<Transfer> {
  const limit = REPORT_PAGE_TRANSFERS;
  let beforeSeq = transferSeqSchema.parse(throughSeq + 1);
  for (;;) {
    const page = await ledger.transfers({ bank, beforeSeq, fromMs: range.fromMs, limit });
    yield* page;
    const last = page.at(-1);
    if (!last || page.length < limit) return;
    beforeSeq = last.seq;
    // Other requests go first between two pages.
    await nextTurn();
  }
}

async function countMonth(
  deps: MonthReaderDeps,
  query: { bank: BankId; range: MonthRange; throughSeq: TransferSeq; rules: RuleBook },
): Promise<SplitFigures> {
  const { bank, range, throughSeq, rules } = query;
  const split = { own: emptyFigures(), between: emptyFigures() };
  for await (const transfer of transfersOf(deps, bank, range, throughSeq)) {
    const { reverses } = transfer;
    const target = reverses === null ? null : await deps.ledger.transfer(bank, reverses);
    addTransfer(split, transfer, { rules, target });
  }
  return split;
}

async function standAt(
  { ledger }: MonthReaderDeps,
  query: { bank: BankId; throughSeq: TransferSeq },
  kinds: readonly AccountKindName[],
): Promise<number> {
  let total = 0;
  for (const kind of kinds) {
    for (const { account, debitBalance } of await ledger.balancesAt({ ...query, kind })) {
      total = assertSafe(total + shownBalance(account, debitBalance));
    }
  }
  return total;
}

/**
 * Months of banks, counted from their transfers. A month is known by its last transfer: one that
 * is over is counted once, one that runs again after each transfer. Several askers share one count.
 */
export function createMonthReader(deps: MonthReaderDeps): MonthReader {
  const kept = new Map<string, { seq: TransferSeq; counted: Promise<BankMonth> }>();

  const headOf: MonthReader["headOf"] = async (bank, month) => {
    const { toMs } = rangeOfMonth(month);
    const [last] = await deps.ledger.transfers({ bank, beforeSeq: null, toMs, limit: 1 });
    return last ? { seq: last.seq, sha256: last.sha256 } : null;
  };

  async function count(
    bank: BankId,
    month: string,
    head: { seq: TransferSeq; sha256: string },
  ): Promise<BankMonth> {
    const rules = await deps.ruleBooks.of(bank);
    const at = { bank, throughSeq: head.seq };
    const split = await countMonth(deps, { ...at, range: rangeOfMonth(month), rules });
    return {
      ...split,
      savingsRupiah: await standAt(deps, at, ["savings", "held", "payable"]),
      cashRupiah: await standAt(deps, at, ["cash"]),
      head,
    };
  }

  return {
    headOf,
    async read(bank, month) {
      const head = await headOf(bank, month);
      if (!head) {
        const split = { own: emptyFigures(), between: emptyFigures() };
        return { ...split, savingsRupiah: 0, cashRupiah: 0, head: null };
      }
      const key = `${bank}/${month}`;
      const known = kept.get(key);
      const entry =
        known?.seq === head.seq ? known : { seq: head.seq, counted: count(bank, month, head) };
      kept.delete(key);
      kept.set(key, entry);
      const oldest = kept.keys().next();
      if (kept.size > MONTHS_KEPT_MAX && !oldest.done) kept.delete(oldest.value);
      try {
        return await entry.counted;
      } catch (error) {
        // The next one who asks tries again.
        if (kept.get(key) === entry) kept.delete(key);
        throw error;
      }
    },
  };
}
