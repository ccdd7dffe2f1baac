import type { DepositedLine, SoldLine } from "@resik/contract/bank/detail";
import type { MemberId } from "@resik/contract/bank/ids";
import { assertSafe } from "@resik/contract/bank/integer";
import type { Unit } from "@resik/contract/bank/quantity";
import type { Quantity } from "@resik/contract/bank/quantity-schema";
import type { RuleBook } from "@resik/contract/bank/rule-book";
import type { ItemRule } from "@resik/contract/bank/rule-schema";
import { ACCOUNTS } from "@resik/ledger/account";
import type { Transfer } from "@resik/ledger/transfer";
import { itemRuleWhen, massOfLine } from "../bank/line-mass.ts";
import { wibDateOf } from "../bank/weighing-days.ts";
import {
  emptySide,
  memberIn,
  type Figures,
  type ItemFigures,
  type SideFigures,
  type SplitFigures,
} from "./figures.ts";

function itemOf(
  figures: Figures,
  line: { stock: string; unit: Unit },
  rule: ItemRule | null,
): ItemFigures {
  const { stock, unit } = line;
  const dot = stock.indexOf(".");
  const item = stock.slice(0, dot);
  const reportGroup = rule?.reportGroup ?? "other";
  const key = `${stock}/${reportGroup}`;
  const known = figures.items.get(key);
  if (known) return known;
  const made = {
    item,
    grade: stock.slice(dot + 1),
    name: rule?.name ?? item,
    unit,
    reportGroup,
    deposited: emptySide(),
    sold: emptySide(),
  };
  figures.items.set(key, made);
  return made;
}

type Sign = 1 | -1;

/** Adds a quantity with its mass; returns the mass that was added. */
function addQuantity(
  side: SideFigures,
  line: { quantity: Quantity; unit: Unit },
  rule: ItemRule | null,
  sign: Sign,
): number {
  const massG = massOfLine(line, rule);
  side.quantity = assertSafe(side.quantity + sign * line.quantity);
  if (massG === null) {
    side.linesWithoutMass += sign;
    side.lacksMass = true;
    return 0;
  }
  side.hasMass = true;
  side.massG = assertSafe(side.massG + sign * massG);
  return sign * massG;
}

interface Context {
  figures: Figures;
  /** The transfer whose effect is counted: the reversed one of a reversal. */
  transfer: Transfer;
  rules: RuleBook;
  sign: Sign;
}

/** Quantities of a deposit, when it came in. */
function addWeights(context: Context, lines: readonly DepositedLine[], member: MemberId | null) {
  const { figures, transfer, rules, sign } = context;
  figures.money.deposits += sign;
  const ofMember = member === null ? null : memberIn(figures, member);
  if (ofMember) ofMember.deposits += sign;
  for (const { stock, unit, quantity } of lines) {
    const rule = itemRuleWhen(rules, stock, transfer);
    const { deposited } = itemOf(figures, { stock, unit }, rule);
    const massG = addQuantity(deposited, { quantity, unit }, rule, sign);
    if (ofMember) ofMember.massG = assertSafe(ofMember.massG + massG);
  }
}

/** Rupiah of a deposit, when it was valued. */
function addValues(
  context: Context,
  lines: readonly DepositedLine[],
  payee: { akad: "saved" | "cash" | "donation"; member: MemberId | null },
) {
  const { figures, transfer, rules, sign } = context;
  const { money } = figures;
  for (const { stock, unit, value } of lines) {
    if (!value) continue;
    const rule = itemRuleWhen(rules, stock, transfer);
    const { deposited } = itemOf(figures, { stock, unit }, rule);
    deposited.rupiah = assertSafe(deposited.rupiah + sign * value.grossRupiah);
    const netRupiah = sign * value.netRupiah;
    if (payee.akad === "donation") {
      money.donatedRupiah = assertSafe(money.donatedRupiah + netRupiah);
      continue;
    }
    money.memberRupiah = assertSafe(money.memberRupiah + netRupiah);
    if (payee.member === null) continue;
    const ofMember = memberIn(figures, payee.member);
    ofMember.netRupiah = assertSafe(ofMember.netRupiah + netRupiah);
  }
}

function addSale({ figures, transfer, rules, sign }: Context, lines: readonly SoldLine[]) {
  for (const { stock, unit, soldQuantity: quantity, proceedsRupiah } of lines) {
    const rule = itemRuleWhen(rules, stock, transfer);
    const { sold } = itemOf(figures, { stock, unit }, rule);
    addQuantity(sold, { quantity, unit }, rule, sign);
    sold.rupiah = assertSafe(sold.rupiah + sign * proceedsRupiah);
  }
}

/** Share of deposits and fees of withdrawals: what the bank's own account got. */
function addBankShare({ figures, transfer, sign }: Context): void {
  for (const { account, amount } of transfer.postings) {
    if (account !== ACCOUNTS.bankShare) continue;
    // A credit is negative.
    const { money } = figures;
    money.bankShareRupiah = assertSafe(money.bankShareRupiah - sign * amount);
  }
}

/** Whether both banks of a unit and its induk have it in their books. */
const isBetweenBanks = ({ detail }: Transfer): boolean =>
  (detail.kind === "deposit" || detail.kind === "value" || detail.kind === "sell") &&
  detail.hop === "induk";

function addEffect(context: Context): void {
  const { figures, transfer, sign } = context;
  const { detail } = transfer;
  addBankShare(context);
  switch (detail.kind) {
    case "deposit":
      addWeights(context, detail.lines, detail.payee.member);
      addValues(context, detail.lines, detail.payee);
      return;
    case "value":
      addValues(context, detail.lines, detail.payee);
      return;
    case "sell":
      addSale(context, detail.lines);
      if (sign > 0) figures.buyers.add(detail.buyer);
      return;
    case "pay-withdrawal":
      figures.money.withdrawnRupiah += sign * detail.paidRupiah;
      return;
    case "donate":
      figures.money.donatedRupiah += sign * detail.amountRupiah;
      return;
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
      return;
  }
}

/**
 * Counts one transfer in. A reversal counts in its own month, as what it takes back; `target` is
 * the transfer that it reverses. The order of transfers makes no difference.
 *
 * @throws when a reversal comes without its target.
 */
export function addTransfer(
  split: SplitFigures,
  transfer: Transfer,
  context: { rules: RuleBook; target: Transfer | null },
): void {
  const isReversal = transfer.detail.kind === "reverse";
  const { rules, target } = context;
  if (isReversal && target?.seq !== transfer.reverses) {
    throw new Error(`reversal ${transfer.seq} came without transfer ${transfer.reverses}`);
  }
  const counted = isReversal && target ? target : transfer;
  const figures = isBetweenBanks(counted) ? split.between : split.own;
  addEffect({ figures, transfer: counted, rules, sign: isReversal ? -1 : 1 });
  if (transfer.kind === "open-day" || transfer.kind === "deposit") {
    // A day is the bank's, whoever came on it.
    split.own.weighingDays.add(wibDateOf(transfer.recordedAtMs));
  }
}
