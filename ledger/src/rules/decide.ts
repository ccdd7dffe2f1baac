import { fail, ok, type Result } from "@resik/contract/error-code";
import { ACCOUNTS, kindOf, shownBalance, stockCode, type AccountCode } from "../account.ts";
import type { Command } from "@resik/contract/bank/command";
import type { PostRequest } from "../post-request.ts";
import type { TransferSeq } from "@resik/contract/bank/ids";
import {
  BALANCE_MAX,
  OCCURRED_AHEAD_MS_MAX,
  OCCURRED_BEHIND_DAYS_MAX,
} from "@resik/contract/bank/limits";
import type { Draft, Transfer } from "../transfer.ts";
import { decideDay } from "./day.ts";
import { decideDeposit } from "./deposit.ts";
import type { Facts } from "./facts.ts";
import { decideRelease, decideValue } from "./harvest.ts";
import { decideAid, decideCashMove, decideDonation, decideReceivedPayment } from "./money-moves.ts";
import { decidePublication } from "./publish.ts";
import { costedStocks, decideReversal } from "./reversal.ts";
import { decideSale } from "./sale.ts";
import { decideApproval, decidePayment, decideRequest, decideVoid } from "./withdrawal.ts";

const DAY_MS = 86_400_000;

/** The transfer a command is about, if it names one. */
export const targetOf = (command: Command): TransferSeq | null =>
  "target" in command ? command.target : null;

/** The accounts whose balance a decision looks at. */
export function accountsRead(command: Command, target: Transfer | null): AccountCode[] {
  switch (command.kind) {
    case "request-withdrawal":
    case "donate":
      return [ACCOUNTS.savings(command.member, command.product)];
    case "sell":
      return command.lines.flatMap(({ item, grade }) => {
        const stock = stockCode(item, grade);
        return [ACCOUNTS.stock(stock), ACCOUNTS.stockCost(stock)];
      });
    case "open-day":
    case "close-day":
      return [ACCOUNTS.cash];
    case "reverse":
      return (target ? costedStocks(target) : []).flatMap((stock) => [
        ACCOUNTS.stock(stock),
        ACCOUNTS.stockCost(stock),
      ]);
    case "deposit":
    case "value":
    case "release":
    case "approve-withdrawal":
    case "pay-withdrawal":
    case "void-withdrawal":
    case "receive-payment":
    case "pay-aid":
    case "move-cash":
    case "publish-rule":
      return [];
  }
}

function decideByKind(request: PostRequest, facts: Facts): Result<Draft> {
  const { command, occurredAtMs, actor } = request;
  switch (command.kind) {
    case "deposit":
      return decideDeposit(command, facts, occurredAtMs);
    case "value":
      return decideValue(command, facts, occurredAtMs);
    case "release":
      return decideRelease(command, facts);
    case "request-withdrawal":
      return decideRequest(command, facts);
    case "approve-withdrawal":
      return decideApproval(command, facts, actor);
    case "pay-withdrawal":
      return decidePayment(command, facts);
    case "void-withdrawal":
      return decideVoid(command, facts);
    case "sell":
      return decideSale(command, facts, occurredAtMs);
    case "receive-payment":
      return decideReceivedPayment(command);
    case "donate":
      return decideDonation(command, facts);
    case "pay-aid":
      return decideAid(command);
    case "move-cash":
      return decideCashMove(command);
    case "open-day":
    case "close-day":
      return decideDay(command, facts);
    case "reverse":
      return decideReversal(command, facts);
    case "publish-rule":
      return decidePublication(command, facts);
  }
}

/** Whether an instant of the caller's clock is believed. */
export function checkOccurred(occurredAtMs: number, nowMs: number): Result<null> {
  if (occurredAtMs > nowMs + OCCURRED_AHEAD_MS_MAX) {
    return fail("invalid-input", "occurredAt lies in the future");
  }
  if (occurredAtMs < nowMs - OCCURRED_BEHIND_DAYS_MAX * DAY_MS) {
    return fail("invalid-input", `occurredAt is over ${OCCURRED_BEHIND_DAYS_MAX} days ago`);
  }
  return ok(null);
}

/** Cash moves on an open day only; counting it is how the day opens. */
const needsOpenDay = (draft: Draft): boolean =>
  draft.detail.kind !== "open-day" &&
  draft.postings.some(({ account }) => account === ACCOUNTS.cash);

/**
 * What a request does to the book, or why it is refused. Pure: the same request and facts give the
 * same draft. Balances of the accounts it touches are checked by `checkBalances`.
 */
export function decide(request: PostRequest, facts: Facts): Result<Draft> {
  const occurred = checkOccurred(request.occurredAtMs, facts.nowMs);
  if (!occurred.ok) return occurred;
  const decided = decideByKind(request, facts);
  if (!decided.ok) return decided;
  if (needsOpenDay(decided.value) && !facts.isDayOpen) {
    return fail("not-open", "cash moves on an open day only");
  }
  return decided;
}

/**
 * Whether every account may hold what a draft would leave on it.
 *
 * @returns `insufficient-balance` for the first account below zero that must not be,
 * `invalid-input` for one beyond `BALANCE_MAX`.
 */
export function checkBalances(
  draft: Draft,
  debitBalanceOf: (account: AccountCode) => number,
): Result<null, "insufficient-balance" | "invalid-input"> {
  for (const { account, amount } of draft.postings) {
    const after = shownBalance(account, debitBalanceOf(account) + amount);
    if (after < 0 && !kindOf(account).canBeNegative) {
      return fail("insufficient-balance", `${account} does not hold it`);
    }
    if (after > BALANCE_MAX || after < 0 - BALANCE_MAX)
      return fail("invalid-input", `${account} would hold too much`);
  }
  return ok(null);
}
