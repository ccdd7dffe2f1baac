import type { BuyerId, FundId } from "@resik/contract/bank/ids";
import { REPORT_GROUPS } from "@resik/contract/bank/rule";
import { UNITS } from "@resik/contract/bank/quantity";
import type {
  BooksView,
  Buyer,
  CashDay,
  CashDayView,
  Fund,
  StockRow,
} from "@resik/contract/http/bank/books";
import {
  fields,
  flag,
  instant,
  integer,
  list,
  nullable,
  oneOf,
  recordOf,
  text,
  textOf,
  type Part,
} from "../../edge/parts.ts";

export const booksPart: Part<BooksView> = fields({
  rupiahByKind: recordOf(integer),
  assetsRupiah: integer,
  liabilitiesRupiah: integer,
  equityRupiah: integer,
  isClosed: flag,
  head: nullable(fields({ seq: integer, sha256: text, recordedAt: instant })),
  openDay: nullable(fields({ seq: integer, openedAt: instant })),
});

export const stockRowPart: Part<StockRow> = fields({
  item: text,
  grade: text,
  name: text,
  unit: oneOf(UNITS),
  reportGroup: oneOf(REPORT_GROUPS),
  inStock: integer,
  waiting: integer,
  deposited: integer,
  sold: integer,
  lost: integer,
  costRupiah: integer,
});
export const stockPart = fields({ rows: list(stockRowPart) });

const dayFields = {
  seq: integer,
  openedAt: instant,
  openedBy: nullable(text),
  opening: fields({ bookRupiah: integer, countedRupiah: integer, differenceRupiah: integer }),
  closing: nullable(
    fields({
      seq: integer,
      closedAt: instant,
      closedBy: nullable(text),
      bookRupiah: integer,
      countedRupiah: integer,
      differenceRupiah: integer,
      sha256: text,
    }),
  ),
};
export const cashDayPart: Part<CashDay> = fields(dayFields);
export const cashDayViewPart: Part<CashDayView> = fields({
  ...dayFields,
  totals: fields({
    deposits: integer,
    members: integer,
    massG: integer,
    savedRupiah: integer,
    paidForDepositsRupiah: integer,
    donatedRupiah: integer,
    withdrawalsPaidRupiah: integer,
    withdrawals: integer,
    salesRupiah: integer,
    cashInRupiah: integer,
    cashOutRupiah: integer,
    reversals: integer,
  }),
  books: booksPart,
});

export const buyerPart: Part<Buyer> = fields({
  id: textOf<BuyerId>(),
  name: text,
  kind: oneOf(["induk", "collector"]),
  phone: nullable(text),
  receivableRupiah: integer,
});
export const fundPart: Part<Fund> = fields({
  id: textOf<FundId>(),
  name: text,
  balanceRupiah: integer,
});
