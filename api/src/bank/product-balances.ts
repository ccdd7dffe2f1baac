import type { BankId, MemberId } from "@resik/contract/bank/ids";
import type { ProductBalance } from "@resik/contract/http/bank/members";
import type { Clock } from "@resik/kit/clock";
import { ACCOUNTS } from "@resik/ledger/account";
import type { LedgerStore } from "@resik/ledger/port";
import type { RuleBooks } from "./rule-books.ts";

/** What a member has in each savings product of the bank, in the order the bank published them. */
export async function productBalances(
  deps: { ledger: Pick<LedgerStore, "balance">; ruleBooks: RuleBooks; clock: Pick<Clock, "nowMs"> },
  bank: BankId,
  member: MemberId,
): Promise<ProductBalance[]> {
  const book = await deps.ruleBooks.of(bank);
  const rules = book.allAt(deps.clock.nowMs()).map(({ rule }) => rule);
  const products = rules.filter((rule) => rule.type === "product");
  return Promise.all(
    products.map(async ({ product, name }) => {
      const [savingsRupiah, heldRupiah, payableRupiah] = await Promise.all([
        deps.ledger.balance(bank, ACCOUNTS.savings(member, product)),
        deps.ledger.balance(bank, ACCOUNTS.held(member, product)),
        deps.ledger.balance(bank, ACCOUNTS.payable(member, product)),
      ]);
      return { product, name, savingsRupiah, heldRupiah, payableRupiah };
    }),
  );
}

/** Whether anything is left that is the member's. */
export const hasBalance = (balances: readonly ProductBalance[]): boolean =>
  balances.some(
    ({ savingsRupiah, heldRupiah, payableRupiah }) =>
      savingsRupiah !== 0 || heldRupiah !== 0 || payableRupiah !== 0,
  );
