import type { Grade, ItemId } from "@resik/contract/bank/ids";
import type { StockRow } from "@resik/contract/http/bank/books";
import type { BankRules } from "../use-rules.ts";

/** What this kind of buyer pays by the bank's own list; null where there is none. */
export function usualPrice(
  { book }: Pick<BankRules, "book">,
  row: Pick<StockRow, "item" | "grade">,
  hop: "induk" | "collector",
  atMs: number,
): number | null {
  // Both came from the server as the codes of an item and its grade.
  const item = row.item as ItemId;
  const grade = row.grade as Grade;
  const question = { item, grade, hop, payout: "cash", delivery: "picked-up" } as const;
  return book.priceAt(question, atMs)?.rupiahPerUnit ?? null;
}
