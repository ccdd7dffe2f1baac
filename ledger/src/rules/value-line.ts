import { fail, ok, type Result } from "@resik/contract/error-code";
import { AMOUNT_MAX } from "@resik/contract/bank/limits";
import { valueRoundHalfUp } from "@resik/contract/bank/quantity";
import { rupiah } from "@resik/contract/bank/money";
import type { DepositedLine, FrozenShare } from "@resik/contract/bank/detail";
import { gradeSchema, itemIdSchema, type Grade, type ItemId } from "@resik/contract/bank/ids";
import type { StockCode } from "../account.ts";
import type { PriceQuestion, RuleBook } from "@resik/contract/bank/rule-book";
import { shareRoundDown } from "@resik/contract/bank/share";

/** Item and grade of a stock code. */
export function itemOfStock(stock: StockCode): { item: ItemId; grade: Grade } {
  const dot = stock.indexOf(".");
  return {
    item: itemIdSchema.parse(stock.slice(0, dot)),
    grade: gradeSchema.parse(stock.slice(dot + 1)),
  };
}

/**
 * Puts the price and the share that are in force on a line, for good.
 *
 * @returns `no-price` where no list has one; `price-changed` where the caller saw another version;
 * `invalid-input` where the value is beyond any line.
 */
export function valueLine(
  line: DepositedLine,
  terms: Pick<PriceQuestion, "hop" | "payout" | "delivery"> & {
    share: FrozenShare;
    expectedVersion: number | null;
  },
  rules: RuleBook,
  atMs: number,
): Result<DepositedLine, "no-price" | "price-changed" | "invalid-input"> {
  const { share, expectedVersion, ...list } = terms;
  const price = rules.priceAt({ ...itemOfStock(line.stock), ...list }, atMs);
  if (!price) return fail("no-price", `${line.stock} has no price for ${list.hop}`);
  if (expectedVersion !== null && expectedVersion !== price.version) {
    return fail("price-changed", `${line.stock}: price ${price.version} is in force`);
  }
  const { rupiahPerUnit, version } = price;
  const grossRupiah = valueRoundHalfUp(line.quantity, line.unit, rupiahPerUnit);
  if (grossRupiah > AMOUNT_MAX)
    return fail("invalid-input", `${line.stock}: ${grossRupiah} rupiah`);
  const shareRupiah = shareRoundDown(grossRupiah, share.model);
  const netRupiah = rupiah(grossRupiah - shareRupiah);
  const value = { priceVersion: version, rupiahPerUnit, grossRupiah, shareRupiah, netRupiah };
  return ok({ ...line, value });
}
