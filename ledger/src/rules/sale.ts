import { fail, ok, type Result } from "@resik/contract/error-code";
import { ACCOUNTS, stockCode } from "../account.ts";
import type { CommandOf } from "@resik/contract/bank/command";
import { multiplyRoundHalfUp } from "@resik/contract/bank/integer";
import { AMOUNT_MAX } from "@resik/contract/bank/limits";
import { valueRoundHalfUp } from "@resik/contract/bank/quantity";
import { rupiah } from "@resik/contract/bank/money";
import type { Rupiah } from "@resik/contract/bank/money-schema";
import type { Draft } from "../transfer.ts";
import type { SoldLine } from "@resik/contract/bank/detail";
import type { Facts } from "./facts.ts";
import { createPostingSet, type PostingSet } from "./postings.ts";

/** Weighted average, so that taking everything takes the whole cost, to the rupiah. */
const costRoundHalfUp = (costRupiah: number, taken: number, inStock: number): Rupiah =>
  rupiah(multiplyRoundHalfUp(costRupiah, { numerator: taken, denominator: inStock }));

function postLine(set: PostingSet, line: SoldLine): void {
  const { stock, takenQuantity, soldQuantity, costRupiah, shrinkageCostRupiah } = line;
  set.credit(ACCOUNTS.stock(stock), takenQuantity);
  set.debit(ACCOUNTS.sold(stock), soldQuantity);
  const lost = takenQuantity - soldQuantity;
  if (lost >= 0) set.debit(ACCOUNTS.lost(stock), lost);
  else set.credit(ACCOUNTS.lost(stock), 0 - lost);
  set.credit(ACCOUNTS.stockCost(stock), costRupiah);
  set.debit(ACCOUNTS.shrinkage, shrinkageCostRupiah);
  set.debit(ACCOUNTS.margin, costRupiah - shrinkageCostRupiah);
  set.credit(ACCOUNTS.margin, line.proceedsRupiah);
}

/**
 * Stock leaves at its average cost; the buyer's weight is paid. What the buyer's scale misses is
 * shrinkage, in quantity and at cost; what it shows beyond ours is a gain in quantity.
 *
 * @returns `not-found` (item, grade), `invalid-input` (a stock named twice, or proceeds beyond any line),
 * `insufficient-balance` where the stock does not hold it.
 */
export function decideSale(command: CommandOf<"sell">, facts: Facts, atMs: number): Result<Draft> {
  const { buyer, hop, payment } = command;
  const set = createPostingSet();
  const lines: SoldLine[] = [];
  let proceedsRupiah = 0;
  for (const { item, grade, takenQuantity, soldQuantity, rupiahPerUnit } of command.lines) {
    const stock = stockCode(item, grade);
    const rule = facts.rules.itemAt(item, atMs);
    // An item that is no longer bought may still be sold, and so may a grade that was dropped.
    if (!rule) return fail("not-found", `item ${item}`);
    if (lines.some((line) => line.stock === stock)) {
      return fail("invalid-input", `${stock} stands on two lines`);
    }
    const inStock = facts.balanceOf(ACCOUNTS.stock(stock));
    if (inStock < takenQuantity) return fail("insufficient-balance", `${inStock} of ${stock}`);
    const cost = facts.balanceOf(ACCOUNTS.stockCost(stock));
    const costRupiah = costRoundHalfUp(cost, takenQuantity, inStock);
    const lost = Math.max(0, takenQuantity - soldQuantity);
    const line: SoldLine = {
      stock,
      unit: rule.unit,
      takenQuantity,
      soldQuantity,
      rupiahPerUnit,
      proceedsRupiah: valueRoundHalfUp(soldQuantity, rule.unit, rupiahPerUnit),
      costRupiah,
      shrinkageCostRupiah: costRoundHalfUp(costRupiah, lost, takenQuantity),
    };
    if (line.proceedsRupiah > AMOUNT_MAX) {
      return fail("invalid-input", `${stock}: ${line.proceedsRupiah} rupiah`);
    }
    postLine(set, line);
    proceedsRupiah += line.proceedsRupiah;
    lines.push(line);
  }
  set.debit(payment === "cash" ? ACCOUNTS.cash : ACCOUNTS.receivable(buyer), proceedsRupiah);
  const detail = { kind: "sell" as const, buyer, hop, payment, lines };
  return ok({ detail, postings: set.balanced(), continues: null, reverses: null });
}
