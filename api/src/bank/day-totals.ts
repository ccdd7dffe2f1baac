import { sum } from "@resik/contract/bank/integer";
import type { Payee } from "@resik/contract/bank/command";
import type { DepositedLine } from "@resik/contract/bank/detail";
import type { BankId, TransferSeq } from "@resik/contract/bank/ids";
import type { RuleBook } from "@resik/contract/bank/rule-book";
import type { dayTotalsSchema } from "@resik/contract/http/bank/books";
import { nextTurn } from "@resik/kit/next-turn";
import { ACCOUNTS } from "@resik/ledger/account";
import type { Transfer } from "@resik/ledger/transfer";
import type { z } from "zod";
import type { RouteDeps } from "../deps.ts";
import { massOfLines } from "./line-mass.ts";

export type DayTotals = z.infer<typeof dayTotalsSchema>;

/** Transfers read at once. */
const READ_ROWS = 500;

const AMOUNTS = [
  "deposits",
  "massG",
  "savedRupiah",
  "paidForDepositsRupiah",
  "donatedRupiah",
  "withdrawalsPaidRupiah",
  "withdrawals",
  "salesRupiah",
] as const satisfies readonly (keyof DayTotals)[];
type Amounts = Record<(typeof AMOUNTS)[number], number>;

const noAmounts = (): Amounts => ({
  deposits: 0,
  massG: 0,
  savedRupiah: 0,
  paidForDepositsRupiah: 0,
  donatedRupiah: 0,
  withdrawalsPaidRupiah: 0,
  withdrawals: 0,
  salesRupiah: 0,
});

const netOf = (lines: readonly DepositedLine[]): number =>
  sum(lines.map(({ value }) => value?.netRupiah ?? 0));

/** Where the net of a deposit went. */
const AMOUNT_BY_AKAD = {
  saved: "savedRupiah",
  cash: "paidForDepositsRupiah",
  donation: "donatedRupiah",
} as const satisfies Record<Payee["akad"], keyof Amounts>;

function amountsOf(transfer: Transfer, rules: RuleBook): Partial<Amounts> {
  const { detail } = transfer;
  switch (detail.kind) {
    case "deposit":
      return {
        deposits: 1,
        massG: massOfLines(rules, transfer, detail.lines),
        [AMOUNT_BY_AKAD[detail.payee.akad]]: netOf(detail.lines),
      };
    case "value":
      return { [AMOUNT_BY_AKAD[detail.payee.akad]]: netOf(detail.lines) };
    case "donate":
      return { donatedRupiah: detail.amountRupiah };
    case "pay-withdrawal":
      return { withdrawals: 1, withdrawalsPaidRupiah: detail.paidRupiah };
    case "sell":
      return { salesRupiah: sum(detail.lines.map(({ proceedsRupiah }) => proceedsRupiah)) };
    case "release":
    case "request-withdrawal":
    case "approve-withdrawal":
    case "void-withdrawal":
    case "receive-payment":
    case "pay-aid":
    case "move-cash":
    case "open-day":
    case "close-day":
    case "reverse":
    case "publish-rule":
      return {};
  }
}

function addTo(totals: Amounts, amounts: Partial<Amounts>, sign: 1 | -1): void {
  for (const name of AMOUNTS) totals[name] = sum([totals[name], sign * (amounts[name] ?? 0)]);
}

/** What a transfer moved through the cash box; a count corrects the book and moves nothing. */
const cashOf = ({ kind, postings }: Transfer): number =>
  kind === "open-day" || kind === "close-day"
    ? 0
    : sum(postings.filter(({ account }) => account === ACCOUNTS.cash).map(({ amount }) => amount));

interface Stretch {
  bank: BankId;
  /** The opening; what comes after it counts. */
  afterSeq: TransferSeq;
  /** The closing; null while the day is open. */
  closingSeq: TransferSeq | null;
}

/** Every transfer of a day in order. */
async function* transfersOf(
  { ledger }: Pick<RouteDeps, "ledger">,
  { bank, afterSeq, closingSeq }: Stretch,
): AsyncGenerator<Transfer[]> {
  let after = afterSeq;
  for (;;) {
    const page = await ledger.transfers({
      bank,
      afterSeq: after,
      beforeSeq: closingSeq,
      limit: READ_ROWS,
      isOldestFirst: true,
    });
    if (page.length > 0) yield page;
    const last = page.at(-1);
    if (!last || page.length < READ_ROWS) return;
    after = last.seq;
    // Other requests go first between two pages: a day that nobody closed is long.
    await nextTurn();
  }
}

/**
 * What happened from the opening of a day to its closing, or until now. A reversal counts on the
 * day it was made, with the amounts of what it undid below zero: so days add up to the book.
 * Opening count + cash in − cash out is what the book says at the closing.
 */
export async function dayTotals(
  deps: Pick<RouteDeps, "ledger" | "ruleBooks">,
  stretch: Stretch,
): Promise<DayTotals> {
  const rules = await deps.ruleBooks.of(stretch.bank);
  const members = new Set<string>();
  const amounts = noAmounts();
  let reversals = 0;
  let cashInRupiah = 0;
  let cashOutRupiah = 0;
  for await (const transfers of transfersOf(deps, stretch)) {
    for (const transfer of transfers) {
      const cash = cashOf(transfer);
      if (cash > 0) cashInRupiah = sum([cashInRupiah, cash]);
      else cashOutRupiah = sum([cashOutRupiah, 0 - cash]);
      if (transfer.kind === "deposit" && transfer.member !== null) members.add(transfer.member);
      if (transfer.reverses === null) {
        addTo(amounts, amountsOf(transfer, rules), 1);
        continue;
      }
      reversals += 1;
      const target = await deps.ledger.transfer(stretch.bank, transfer.reverses);
      if (target) addTo(amounts, amountsOf(target, rules), -1);
    }
  }
  return { ...amounts, members: members.size, reversals, cashInRupiah, cashOutRupiah };
}
