import type { BankId, TransferSeq } from "@resik/contract/bank/ids";
import type { CashDay, CashDayView } from "@resik/contract/http/bank/books";
import type { Transfer } from "@resik/ledger/transfer";
import type { RouteDeps } from "../deps.ts";
import { toInstant } from "../registry/device-row.ts";
import { actorNames } from "./bank-names.ts";
import { booksAtClosing, booksNow } from "./books-view.ts";
import { dayTotals } from "./day-totals.ts";

type DayDeps = Pick<RouteDeps, "db" | "ledger" | "ruleBooks">;

interface Day {
  opening: Transfer;
  closing: Transfer | null;
}

const countOf = ({ detail }: Transfer) => {
  if (detail.kind !== "open-day" && detail.kind !== "close-day") {
    throw new Error(`a ${detail.kind} counts no cash`);
  }
  const { bookRupiah, countedRupiah, differenceRupiah } = detail;
  return { bookRupiah, countedRupiah, differenceRupiah };
};

async function toCashDays({ db }: DayDeps, days: readonly Day[]): Promise<CashDay[]> {
  const names = await actorNames(
    db,
    days.flatMap(({ opening, closing }) => [opening.actor, ...(closing ? [closing.actor] : [])]),
  );
  return days.map(({ opening, closing }) => ({
    seq: opening.seq,
    openedAt: toInstant(opening.occurredAtMs),
    openedBy: names.get(opening.actor) ?? null,
    opening: countOf(opening),
    closing: closing && {
      seq: closing.seq,
      closedAt: toInstant(closing.occurredAtMs),
      closedBy: names.get(closing.actor) ?? null,
      ...countOf(closing),
      sha256: closing.sha256,
    },
  }));
}

/**
 * At most `limit` days of a bank, newest first, that were opened before a transfer (null: from the
 * newest).
 */
export async function listCashDays(
  deps: DayDeps,
  query: { bank: BankId; beforeSeq: TransferSeq | null; limit: number },
): Promise<CashDay[]> {
  const { bank, beforeSeq, limit } = query;
  const openings = await deps.ledger.transfers({
    bank,
    beforeSeq,
    limit,
    kinds: ["open-day"],
  });
  // Openings and closings take turns, so there is at most one closing more than openings.
  const oldest = openings.at(-1);
  const closings = oldest
    ? await deps.ledger.transfers({
        bank,
        beforeSeq,
        afterSeq: oldest.seq,
        limit,
        kinds: ["close-day"],
      })
    : [];
  const days = openings.map((opening) => ({
    opening,
    // Newest first: the last one after an opening is its own.
    closing: closings.findLast((closing) => closing.seq > opening.seq) ?? null,
  }));
  return toCashDays(deps, days);
}

/** One day with its totals and the book at its end; null when no day was opened by this transfer. */
export async function cashDayOf(
  deps: DayDeps,
  bank: BankId,
  seq: TransferSeq,
): Promise<CashDayView | null> {
  const opening = await deps.ledger.transfer(bank, seq);
  if (opening?.kind !== "open-day") return null;
  const [closing = null] = await deps.ledger.transfers({
    bank,
    beforeSeq: null,
    afterSeq: seq,
    limit: 1,
    kinds: ["close-day"],
    isOldestFirst: true,
  });
  const [[day], totals, books] = await Promise.all([
    toCashDays(deps, [{ opening, closing }]),
    dayTotals(deps, { bank, afterSeq: seq, closingSeq: closing?.seq ?? null }),
    closing ? booksAtClosing(deps, closing) : booksNow(deps, bank),
  ]);
  return day ? { ...day, totals, books } : null;
}
