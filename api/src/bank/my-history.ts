import type { ProductId } from "@resik/contract/bank/ids";
import { sum } from "@resik/contract/bank/integer";
import type { BalanceHistory } from "@resik/contract/http/bank/me";
import { ACCOUNTS } from "@resik/ledger/account";
import { addMonths, rangeOfMonth, wibMonthOf } from "../reports/wib-month.ts";
import type { Mine, MyDeps } from "./my-account.ts";
import { broughtDeposits } from "./my-deposits.ts";
import { HISTORY_MONTHS_MAX, HISTORY_ROWS_MAX } from "./my-limits.ts";
import { linesBack } from "./my-passbook.ts";

/** What was read of one product, or of the deposits. */
interface Stretch<T> {
  byMonth: Map<string, T>;
  /** The first month that is known as a whole; null when all months are. */
  fromMonth: string | null;
}

/**
 * Savings of all products at the end of each month (WIB) and what was brought in it, oldest first,
 * from the first month in which anything was recorded until now: at most `HISTORY_MONTHS_MAX`, and
 * fewer where `HISTORY_ROWS_MAX` lines do not reach back that far.
 */
export async function myHistory(deps: MyDeps, mine: Mine): Promise<BalanceHistory> {
  const now = wibMonthOf(deps.clock.nowMs());
  const earliest = addMonths(now, 1 - HISTORY_MONTHS_MAX);
  const rules = await deps.ruleBooks.of(mine.bank);
  const products = rules
    .allAt(deps.clock.nowMs())
    .flatMap(({ rule }) => (rule.type === "product" ? [rule.product] : []));
  const savings = await Promise.all(
    products.map((product) => monthEnds(deps, mine, product, earliest)),
  );
  const masses = await massByMonth(deps, mine, earliest);
  const stretches = [...savings, masses];
  const known = stretches.flatMap(({ fromMonth }) => fromMonth ?? []);
  const used = stretches.flatMap(({ byMonth }) => [...byMonth.keys()]);
  // Months in this form are in the order of their text.
  const first = used.toSorted()[0];
  if (first === undefined) return { months: [] };
  const from = [...known, first < earliest ? earliest : first].toSorted().at(-1) ?? first;
  const months: BalanceHistory["months"] = [];
  for (let month = from; month <= now; month = addMonths(month, 1)) {
    months.push({
      month,
      savingsRupiah: sum(savings.map(({ byMonth }) => balanceAt(byMonth, month))),
      massG: masses.byMonth.get(month) ?? 0,
    });
  }
  return { months };
}

/** The balance of the newest month up to this one. */
function balanceAt(byMonth: ReadonlyMap<string, number>, month: string): number {
  const before = [...byMonth.keys()].filter((other) => other <= month).toSorted();
  return byMonth.get(before.at(-1) ?? "") ?? 0;
}

/** Balances at the end of the months that have lines, back to the first one before `earliest`. */
async function monthEnds(
  { ledger }: MyDeps,
  { bank, id }: Mine,
  product: ProductId,
  earliest: string,
): Promise<Stretch<number>> {
  const byMonth = new Map<string, number>();
  const account = ACCOUNTS.savings(id, product);
  let read = 0;
  for await (const line of linesBack(ledger, { bank, account, beforeSeq: null })) {
    const month = wibMonthOf(line.transfer.recordedAtMs);
    if (!byMonth.has(month)) byMonth.set(month, line.balanceAfter);
    if (month < earliest) break;
    // The end of this month is known, what came before it is not.
    if (++read === HISTORY_ROWS_MAX) return { byMonth, fromMonth: month };
  }
  return { byMonth, fromMonth: null };
}

async function massByMonth(
  deps: MyDeps,
  { bank, id: member }: Mine,
  earliest: string,
): Promise<Stretch<number>> {
  const byMonth = new Map<string, number>();
  const { fromMs } = rangeOfMonth(earliest);
  let read = 0;
  const query = { bank, member, fromMs, readMax: HISTORY_ROWS_MAX };
  for await (const { transfer, isReversed, massG } of broughtDeposits(deps, query)) {
    const month = wibMonthOf(transfer.recordedAtMs);
    byMonth.set(month, (byMonth.get(month) ?? 0) + (isReversed ? 0 : massG));
    read++;
  }
  const oldest = [...byMonth.keys()].at(-1) ?? null;
  // The oldest month may have had more.
  const isCut = read === HISTORY_ROWS_MAX && oldest !== null;
  return { byMonth, fromMonth: isCut ? addMonths(oldest, 1) : null };
}
