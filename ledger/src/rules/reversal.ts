import { fail, ok, type Result } from "@resik/contract/error-code";
import { ACCOUNTS, parseAccount, type StockCode } from "../account.ts";
import type { CommandOf } from "@resik/contract/bank/command";
import { rupiah } from "@resik/contract/bank/money";
import type { Draft, Transfer } from "../transfer.ts";
import type { Facts } from "./facts.ts";
import { createPostingSet, type PostingSet } from "./postings.ts";

/** What stays as it is: counts, rules and approvals are facts, and a reversal is final. */
const FINAL_KINDS: ReadonlySet<Transfer["kind"]> = new Set([
  "reverse",
  "open-day",
  "close-day",
  "publish-rule",
  "approve-withdrawal",
]);

/** The valued stocks that a transfer touched, also where their value was nothing. */
export function costedStocks(transfer: Transfer): StockCode[] {
  const stocks = new Set<StockCode>();
  for (const { account } of transfer.postings) {
    const parsed = parseAccount(account);
    // The subject of both kinds is a stock code: `ACCOUNTS` makes no other.
    if (parsed?.kind === "stock" || parsed?.kind === "stock-cost") {
      stocks.add(parsed.subject as StockCode);
    }
  }
  return [...stocks];
}

/**
 * Stock is costed by weighted average, so the mirror of an old deposit may take out more, or leave
 * more, cost than its stock still has. An empty stock costs nothing and no stock costs less than
 * nothing; the rest goes to the margin. Returns the rupiah that the margin took (or gave).
 */
function trueUpCost(set: PostingSet, target: Transfer, facts: Facts): number {
  let totalRupiah = 0;
  for (const stock of costedStocks(target)) {
    const changeOf = (account: string): number =>
      0 - (target.postings.find((posting) => posting.account === account)?.amount ?? 0);
    const stockAccount = ACCOUNTS.stock(stock);
    const costAccount = ACCOUNTS.stockCost(stock);
    const quantityAfter = facts.balanceOf(stockAccount) + changeOf(stockAccount);
    const costAfter = facts.balanceOf(costAccount) + changeOf(costAccount);
    // A stock below zero is refused when balances are checked.
    const surplus = quantityAfter <= 0 ? costAfter : Math.min(0, costAfter);
    if (surplus > 0) {
      set.credit(costAccount, surplus);
      set.debit(ACCOUNTS.margin, surplus);
    } else {
      set.debit(costAccount, 0 - surplus);
      set.credit(ACCOUNTS.margin, 0 - surplus);
    }
    totalRupiah += surplus;
  }
  return totalRupiah;
}

/**
 * The mirror of a transfer, once. What carried it on must be reversed first.
 *
 * @returns `not-found`, `invalid-input` (a kind that is final), `already-reversed`,
 * `already-settled`; the store adds `insufficient-balance` where the money or stock is gone.
 */
export function decideReversal(command: CommandOf<"reverse">, facts: Facts): Result<Draft> {
  const { target } = facts;
  if (!target) return fail("not-found", `transfer ${command.target}`);
  if (FINAL_KINDS.has(target.kind)) {
    return fail("invalid-input", `a transfer of kind ${target.kind} is not reversed`);
  }
  if (facts.isTargetReversed) return fail("already-reversed", `transfer ${command.target}`);
  const settledBy = facts.followers.find(({ kind }) => kind !== "approve-withdrawal");
  if (settledBy) return fail("already-settled", `reverse transfer ${settledBy.seq} first`);

  const set = createPostingSet();
  for (const { account, amount } of target.postings) {
    if (amount >= 0) set.credit(account, amount);
    else set.debit(account, 0 - amount);
  }
  const costTrueUpRupiah = rupiah(trueUpCost(set, target, facts));
  return ok({
    detail: { kind: "reverse", reason: command.reason, costTrueUpRupiah },
    postings: set.balanced(),
    continues: null,
    reverses: command.target,
  });
}
