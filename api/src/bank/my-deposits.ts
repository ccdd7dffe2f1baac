import type { BankId, MemberId, TransferSeq } from "@resik/contract/bank/ids";
import type { DepositedLine } from "@resik/contract/bank/detail";
import { sum } from "@resik/contract/bank/integer";
import type { LedgerStore } from "@resik/ledger/port";
import type { Transfer } from "@resik/ledger/transfer";
import { massOfLines } from "./line-mass.ts";
import { READ_ROWS } from "./my-limits.ts";
import type { RuleBooks } from "./rule-books.ts";

export interface BroughtDeposit {
  transfer: Transfer;
  /** It counts no more. */
  isReversed: boolean;
  lines: number;
  /** Lines whose mass nobody knows add nothing, as in the bank's reports. */
  massG: number;
  /** By its later valuation where there was one; null until then. */
  netRupiah: number | null;
}

type DepositDeps = {
  ledger: Pick<LedgerStore, "transfers" | "followersOfAll">;
  ruleBooks: RuleBooks;
};

/** At most `readMax` deposits of a member, newest first, reversed ones too. */
export async function* broughtDeposits(
  deps: DepositDeps,
  query: { bank: BankId; member: MemberId; fromMs?: number; readMax: number },
): AsyncGenerator<BroughtDeposit> {
  const { readMax, ...which } = query;
  let beforeSeq: TransferSeq | null = null;
  for (let left = readMax; left > 0;) {
    const limit = Math.min(left, READ_ROWS);
    const page: Transfer[] = await deps.ledger.transfers({
      ...which,
      kinds: ["deposit"],
      beforeSeq,
      limit,
    });
    yield* await withValues(deps, query.bank, page);
    left -= page.length;
    beforeSeq = page.at(-1)?.seq ?? null;
    if (page.length < limit) return;
  }
}

async function withValues(
  { ledger, ruleBooks }: DepositDeps,
  bank: BankId,
  deposits: readonly Transfer[],
): Promise<BroughtDeposit[]> {
  const followers = await ledger.followersOfAll(
    bank,
    deposits.map(({ seq }) => seq),
  );
  const values = followers.filter(({ kind }) => kind === "value");
  const undone = await ledger.followersOfAll(
    bank,
    values.map(({ seq }) => seq),
  );
  const reversed = new Set([...followers, ...undone].flatMap(({ reverses }) => reverses ?? []));
  const valueBySeq = new Map(
    values.filter(({ seq }) => !reversed.has(seq)).map((value) => [value.continues, value]),
  );
  const rules = await ruleBooks.of(bank);
  return deposits.flatMap((transfer) => {
    if (transfer.detail.kind !== "deposit") return [];
    const isReversed = reversed.has(transfer.seq);
    const value = valueBySeq.get(transfer.seq)?.detail;
    const lines = value?.kind === "value" ? value.lines : transfer.detail.lines;
    const massG = massOfLines(rules, transfer, lines);
    return [{ transfer, isReversed, lines: lines.length, massG, netRupiah: netOf(lines) }];
  });
}

function netOf(lines: readonly DepositedLine[]): number | null {
  const values = lines.flatMap(({ value }) => value ?? []);
  return values.length < lines.length ? null : sum(values.map(({ netRupiah }) => netRupiah));
}
