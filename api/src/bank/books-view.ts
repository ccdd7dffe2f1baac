import { transferSeqSchema, type BankId } from "@resik/contract/bank/ids";
import type { BooksView } from "@resik/contract/http/bank/books";
import { ACCOUNT_KINDS, type AccountKindName } from "@resik/ledger/account";
import { closeBooks, type Books } from "@resik/ledger/books";
import type { Transfer } from "@resik/ledger/transfer";
import type { RouteDeps } from "../deps.ts";
import { toInstant } from "../registry/device-row.ts";
import { openDayOf } from "./open-day.ts";

type BooksDeps = Pick<RouteDeps, "ledger">;

const figuresOf = (books: Books) => ({
  rupiahByKind: books.rupiahByKind,
  assetsRupiah: books.assetsRupiah,
  liabilitiesRupiah: books.liabilitiesRupiah,
  equityRupiah: books.equityRupiah,
  isClosed: books.isClosed,
});

/** The book of a bank as it stands. */
export async function booksNow({ ledger }: BooksDeps, bank: BankId): Promise<BooksView> {
  const [books, head, openDay] = await Promise.all([
    ledger.books(bank),
    ledger.head(bank),
    openDayOf(ledger, bank),
  ]);
  return {
    ...figuresOf(books),
    head: head && { seq: head.seq, sha256: head.sha256, recordedAt: toInstant(head.recordedAtMs) },
    openDay,
  };
}

/** The kinds of the chart, typed as such by the table itself. */
const KINDS = Object.keys(ACCOUNT_KINDS) as AccountKindName[];

/** The book as it stood right after the closing of a day. */
export async function booksAtClosing(
  { ledger }: BooksDeps,
  { bank, seq, sha256, recordedAtMs }: Transfer,
): Promise<BooksView> {
  const throughSeq = transferSeqSchema.parse(seq);
  const balances = await Promise.all(
    KINDS.map((kind) => ledger.balancesAt({ bank, kind, throughSeq })),
  );
  return {
    ...figuresOf(closeBooks(balances.flat())),
    head: { seq, sha256, recordedAt: toInstant(recordedAtMs) },
    openDay: null,
  };
}
