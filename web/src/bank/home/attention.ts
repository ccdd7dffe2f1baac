import type { BooksView } from "@resik/contract/http/bank/books";
import type { MonthlyReport } from "@resik/contract/http/bank/reports";
import type { WithdrawalView } from "@resik/contract/http/bank/transfers";
import { itemsWithoutPrice, type BankRules } from "../use-rules.ts";

/** One thing that somebody at the desk should do, the pressing ones first. */
export type Attention =
  | { kind: "book-broken"; href: string }
  | { kind: "withdrawals-waiting"; href: string; count: number }
  | { kind: "withdrawals-ready"; href: string; count: number }
  | { kind: "report-returned"; href: string; month: string }
  | { kind: "report-due"; href: string; month: string }
  | { kind: "no-items"; href: string }
  | { kind: "prices-missing"; href: string; count: number };

export interface AttentionInput {
  books: BooksView | null;
  withdrawals: readonly WithdrawalView[] | null;
  rules: BankRules | null;
  /** Of the month before this one. */
  report: Pick<MonthlyReport, "state" | "month" | "totals"> | null;
}

/** What needs attention by what is known so far; what is not loaded yet says nothing. */
export function attentionOf(input: AttentionInput, nowMs: number): Attention[] {
  const found: Attention[] = [];
  const { books, withdrawals, rules, report } = input;
  if (books !== null && !books.isClosed) found.push({ kind: "book-broken", href: "/bank/laporan" });
  const countOf = (state: WithdrawalView["state"]): number =>
    withdrawals?.filter((withdrawal) => withdrawal.state === state).length ?? 0;
  const waiting = countOf("requested");
  const ready = countOf("approved");
  const href = "/bank/penarikan";
  if (waiting > 0) found.push({ kind: "withdrawals-waiting", href, count: waiting });
  if (ready > 0) found.push({ kind: "withdrawals-ready", href, count: ready });
  if (report?.state === "returned") {
    found.push({ kind: "report-returned", href: "/bank/laporan", month: report.month });
  } else if (report?.state === "draft" && report.totals.deposits > 0) {
    found.push({ kind: "report-due", href: "/bank/laporan", month: report.month });
  }
  if (rules !== null) {
    const missing = itemsWithoutPrice(rules, nowMs).length;
    if (rules.items.length === 0) found.push({ kind: "no-items", href: "/bank/harga" });
    else if (missing > 0)
      found.push({ kind: "prices-missing", href: "/bank/harga", count: missing });
  }
  return found;
}
