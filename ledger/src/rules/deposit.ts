import { fail, ok, type Result } from "@resik/contract/error-code";
import { ACCOUNTS, stockCode } from "../account.ts";
import type { CommandOf, Payee } from "@resik/contract/bank/command";
import { sumRupiah } from "@resik/contract/bank/money";
import type { Rupiah } from "@resik/contract/bank/money-schema";
import type { Payout } from "@resik/contract/bank/rule";
import type { DepositedLine, FrozenShare } from "@resik/contract/bank/detail";
import type { Draft } from "../transfer.ts";
import type { Facts } from "./facts.ts";
import { createPostingSet, type PostingSet } from "./postings.ts";
import type { RuleBook } from "@resik/contract/bank/rule-book";
import { valueLine } from "./value-line.ts";

/** A gift is valued by the list of saved deposits. */
export const payoutOf = (payee: Payee): Payout => (payee.akad === "cash" ? "cash" : "saved");

const NO_SHARE: FrozenShare = { version: null, model: { kind: "none" } };

/** A gift goes to its fund as a whole. */
function shareOf(command: CommandOf<"deposit">, rules: RuleBook, atMs: number): FrozenShare {
  const { payee, delivery } = command;
  if (payee.akad === "donation") return NO_SHARE;
  return rules.shareAt({ product: payee.akad === "saved" ? payee.product : null, delivery }, atMs);
}

/** Net of all lines, and the bank's part of them. */
export function totalsOf(lines: readonly DepositedLine[]): {
  grossRupiah: Rupiah;
  shareRupiah: Rupiah;
  netRupiah: Rupiah;
} {
  const values = lines.flatMap(({ value }) => value ?? []);
  return {
    grossRupiah: sumRupiah(values.map((value) => value.grossRupiah)),
    shareRupiah: sumRupiah(values.map((value) => value.shareRupiah)),
    netRupiah: sumRupiah(values.map((value) => value.netRupiah)),
  };
}

/** Stock at cost goes up; the payee and the bank get their parts. */
export function postValue(
  set: PostingSet,
  payee: Payee,
  share: FrozenShare,
  lines: readonly DepositedLine[],
): void {
  for (const { stock, value } of lines) {
    if (!value) throw new Error(`a line of ${stock} is posted without a value`);
    set.debit(ACCOUNTS.stockCost(stock), value.grossRupiah);
  }
  const { shareRupiah, netRupiah } = totalsOf(lines);
  set.credit(ACCOUNTS.bankShare, shareRupiah);
  switch (payee.akad) {
    case "saved": {
      const isHeld = share.model.kind === "held-until-sold";
      const account = isHeld ? ACCOUNTS.held : ACCOUNTS.savings;
      set.credit(account(payee.member, payee.product), netRupiah);
      return;
    }
    case "cash":
      set.credit(ACCOUNTS.cash, netRupiah);
      return;
    case "donation":
      set.credit(ACCOUNTS.fund(payee.fund), netRupiah);
  }
}

function weighLines(
  command: CommandOf<"deposit">,
  facts: Facts,
  atMs: number,
): Result<DepositedLine[]> {
  const lines: DepositedLine[] = [];
  const readings = new Set<string>();
  for (const { item, grade, quantity, evidence } of command.lines) {
    const rule = facts.rules.itemAt(item, atMs);
    if (!rule?.isActive || !rule.grades.includes(grade)) {
      return fail("not-found", `item ${item} with grade ${grade}`);
    }
    if (evidence) {
      const reading = `${evidence.device}/${evidence.boot}/${evidence.seq}`;
      if (readings.has(reading) || facts.isReadingUsed(evidence)) {
        return fail("reading-used", `reading ${reading}`);
      }
      readings.add(reading);
    }
    lines.push({ stock: stockCode(item, grade), unit: rule.unit, quantity, evidence, value: null });
  }
  return ok(lines);
}

/**
 * A deposit: quantities always, rupiah at once or at the harvest.
 *
 * @returns `not-found` (item, grade, product), `no-price`, `price-changed`, `reading-used`,
 * `invalid-input` where the bank's share forbids a value now.
 */
export function decideDeposit(
  command: CommandOf<"deposit">,
  facts: Facts,
  atMs: number,
): Result<Draft> {
  const { payee, hop, delivery, valued } = command;
  if (payee.akad === "saved" && !facts.rules.productAt(payee.product, atMs)?.isActive) {
    return fail("not-found", `savings product ${payee.product}`);
  }
  if (payee.akad === "cash" && valued === "at-harvest") {
    return fail("invalid-input", "what is paid at once is valued at once");
  }
  const share = shareOf(command, facts.rules, atMs);
  if (share.model.kind === "of-sale" && valued === "now") {
    return fail("invalid-input", "this bank shares what the sale brings: value at the harvest");
  }
  const weighed = weighLines(command, facts, atMs);
  if (!weighed.ok) return weighed;

  const set = createPostingSet();
  const lines: DepositedLine[] = [];
  for (const [index, line] of weighed.value.entries()) {
    set.credit(ACCOUNTS.deposited(line.stock), line.quantity);
    if (valued === "at-harvest") {
      set.debit(ACCOUNTS.waiting(line.stock), line.quantity);
      lines.push(line);
      continue;
    }
    set.debit(ACCOUNTS.stock(line.stock), line.quantity);
    const expectedVersion = command.lines[index]?.priceVersion ?? null;
    const terms = { hop, payout: payoutOf(payee), delivery, share, expectedVersion };
    const priced = valueLine(line, terms, facts.rules, atMs);
    if (!priced.ok) return priced;
    lines.push(priced.value);
  }
  if (valued === "now") postValue(set, payee, share, lines);
  const detail = { kind: "deposit" as const, payee, hop, delivery, valued, share, lines };
  return ok({ detail, postings: set.balanced(), continues: null, reverses: null });
}
