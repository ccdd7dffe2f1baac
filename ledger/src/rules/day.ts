import { fail, ok, type Result } from "@resik/contract/error-code";
import { ACCOUNTS } from "../account.ts";
import type { CommandOf } from "@resik/contract/bank/command";
import { rupiah } from "@resik/contract/bank/money";
import type { Draft } from "../transfer.ts";
import type { Facts } from "./facts.ts";
import { createPostingSet } from "./postings.ts";

/**
 * Opens or closes the day with a count of the cash box. A difference to the book is stated and
 * posted, so that book and box agree afterwards.
 *
 * @returns `already-exists` when the day is open already, `not-open` when there is none to close.
 */
export function decideDay(
  command: CommandOf<"open-day"> | CommandOf<"close-day">,
  facts: Facts,
): Result<Draft> {
  if (command.kind === "open-day" && facts.isDayOpen) {
    return fail("already-exists", "the day is open");
  }
  if (command.kind === "close-day" && !facts.isDayOpen) {
    return fail("not-open", "no day is open");
  }
  const { kind, countedRupiah } = command;
  const bookRupiah = rupiah(facts.balanceOf(ACCOUNTS.cash));
  const differenceRupiah = rupiah(countedRupiah - bookRupiah);
  const set = createPostingSet();
  if (differenceRupiah >= 0) {
    set.debit(ACCOUNTS.cash, differenceRupiah);
    set.credit(ACCOUNTS.cashDifference, differenceRupiah);
  } else {
    set.debit(ACCOUNTS.cashDifference, 0 - differenceRupiah);
    set.credit(ACCOUNTS.cash, 0 - differenceRupiah);
  }
  return ok({
    detail: { kind, bookRupiah, countedRupiah, differenceRupiah },
    postings: set.balanced(),
    continues: null,
    reverses: null,
  });
}
