import type { BankId } from "@resik/contract/bank/ids";
import type { StockRow } from "@resik/contract/http/bank/books";
import { parseAccount } from "@resik/ledger/account";
import type { RouteDeps } from "../deps.ts";
import { itemOfStock, itemRuleOf } from "./stock-name.ts";

/** Every stock that ever was, in order of item and grade, by the names of now. */
export async function stockRows(
  { ledger, ruleBooks, clock }: Pick<RouteDeps, "ledger" | "ruleBooks" | "clock">,
  bank: BankId,
): Promise<StockRow[]> {
  const [books, costs, rules] = await Promise.all([
    ledger.books(bank),
    ledger.balances(bank, "stock-cost"),
    ruleBooks.of(bank),
  ]);
  const costByStock = new Map(
    costs.map(({ account, debitBalance }) => [parseAccount(account)?.subject, debitBalance]),
  );
  const nowMs = clock.nowMs();
  const rows = [...books.stocks].flatMap(([stock, book]): StockRow[] => {
    const rule = itemRuleOf(rules, stock, nowMs);
    // Nothing is weighed of an item that the bank has not published.
    if (!rule) return [];
    return [
      {
        ...itemOfStock(stock),
        name: rule.name,
        unit: rule.unit,
        reportGroup: rule.reportGroup,
        inStock: book.inStock,
        waiting: book.waiting,
        deposited: book.deposited,
        sold: book.sold,
        lost: book.lost,
        costRupiah: costByStock.get(stock) ?? 0,
      },
    ];
  });
  return rows.sort(
    (left, right) => left.item.localeCompare(right.item) || left.grade.localeCompare(right.grade),
  );
}
