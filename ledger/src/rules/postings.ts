import { assetOf, type AccountCode } from "../account.ts";
import { assertSafe } from "@resik/contract/bank/integer";
import type { Posting } from "../transfer.ts";

export interface PostingSet {
  /** Takes an amount of at least 0; a debit of 0 leaves no posting. */
  debit(account: AccountCode, amount: number): void;
  credit(account: AccountCode, amount: number): void;
  /** The postings, one an account, in order of account. @throws when they do not balance. */
  balanced(): Posting[];
}

/** Sum of the postings per asset, for those that are not zero. */
export function imbalances(postings: Iterable<Posting>): Map<string, number> {
  const sums = new Map<string, number>();
  for (const { asset, amount } of postings) {
    sums.set(asset, assertSafe((sums.get(asset) ?? 0) + assertSafe(amount)));
  }
  for (const [asset, total] of sums) if (total === 0) sums.delete(asset);
  return sums;
}

/** Order of characters, the same on every machine and in every database. */
export const byAccount = (left: Posting, right: Posting): number =>
  left.account < right.account ? -1 : left.account > right.account ? 1 : 0;

/** Collects the sides of one transfer; amounts on the same account are added up. */
export function createPostingSet(): PostingSet {
  const amounts = new Map<AccountCode, number>();
  const add = (account: AccountCode, amount: number): void => {
    amounts.set(account, assertSafe((amounts.get(account) ?? 0) + amount));
  };
  const assertAmount = (amount: number): void => {
    assertSafe(amount);
    if (amount < 0) throw new RangeError(`a side of a posting is never negative: ${amount}`);
  };
  return {
    debit(account, amount) {
      assertAmount(amount);
      add(account, amount);
    },
    credit(account, amount) {
      assertAmount(amount);
      add(account, 0 - amount);
    },
    balanced() {
      const postings = [...amounts]
        .filter(([, amount]) => amount !== 0)
        .map(([account, amount]): Posting => ({ account, asset: assetOf(account), amount }))
        .sort(byAccount);
      const off = imbalances(postings);
      if (off.size > 0) throw new Error(`a transfer does not balance in ${[...off.keys()].join()}`);
      return postings;
    },
  };
}
