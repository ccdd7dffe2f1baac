import { fail, ok, type Result } from "@resik/contract/error-code";
import { ACCOUNTS, type AccountCode } from "../account.ts";
import type { CommandOf } from "@resik/contract/bank/command";
import type { Rupiah } from "@resik/contract/bank/money-schema";
import type { Detail } from "@resik/contract/bank/detail";
import type { Draft } from "../transfer.ts";
import type { Facts } from "./facts.ts";
import { createPostingSet } from "./postings.ts";

/** One amount from one account to another. The store refuses what an account cannot give. */
function move(
  detail: Detail,
  debit: AccountCode,
  credit: AccountCode,
  amountRupiah: Rupiah,
): Draft {
  const set = createPostingSet();
  set.debit(debit, amountRupiah);
  set.credit(credit, amountRupiah);
  return { detail, postings: set.balanced(), continues: null, reverses: null };
}

/** A buyer pays what he owes, in whole or in part. */
export const decideReceivedPayment = (command: CommandOf<"receive-payment">): Result<Draft> =>
  ok(move(command, ACCOUNTS.cash, ACCOUNTS.receivable(command.buyer), command.amountRupiah));

/**
 * A member gives savings to a fund. What must remain on the product binds a gift too;
 * its term does not.
 *
 * @returns `not-found` (product), `insufficient-balance`.
 */
export function decideDonation(command: CommandOf<"donate">, facts: Facts): Result<Draft> {
  const { member, product, fund, amountRupiah } = command;
  const rule = facts.rules.productAt(product, facts.nowMs);
  if (!rule) return fail("not-found", `savings product ${product}`);
  const savings = ACCOUNTS.savings(member, product);
  if (facts.balanceOf(savings) - amountRupiah < rule.remainingRupiah) {
    return fail("insufficient-balance", `${rule.remainingRupiah} rupiah must remain`);
  }
  return ok(move(command, savings, ACCOUNTS.fund(fund), amountRupiah));
}

/** A fund pays out, for example social aid. */
export const decideAid = (command: CommandOf<"pay-aid">): Result<Draft> =>
  ok(move(command, ACCOUNTS.fund(command.fund), ACCOUNTS.cash, command.amountRupiah));

/** The founders' money, or daily income and expense, in or out of the cash box. */
export function decideCashMove(command: CommandOf<"move-cash">): Result<Draft> {
  const other = command.purpose === "capital" ? ACCOUNTS.capital : ACCOUNTS.operations;
  const [debit, credit] =
    command.direction === "in"
      ? ([ACCOUNTS.cash, other] as const)
      : ([other, ACCOUNTS.cash] as const);
  return ok(move(command, debit, credit, command.amountRupiah));
}
