import {
  booksSchema,
  buyerSchema,
  cashDaySchema,
  cashDayViewSchema,
  fundSchema,
  stockSchema,
} from "@resik/contract/http/bank/books";
import { expect, test } from "vitest";
import { damaged } from "../../edge/damaged.ts";
import {
  booksPart,
  buyerPart,
  cashDayPart,
  cashDayViewPart,
  fundPart,
  stockPart,
} from "./parse-books.ts";

const AT = "2026-11-21T02:00:00.000Z";
const BOOKS = {
  rupiahByKind: { cash: 1_000, savings: 900 },
  assetsRupiah: 1_000,
  liabilitiesRupiah: 900,
  equityRupiah: 100,
  isClosed: true,
  head: { seq: 3, sha256: "ab", recordedAt: AT },
  openDay: { seq: 1, openedAt: AT },
};
const DAY = {
  seq: 1,
  openedAt: AT,
  openedBy: "Bendahara",
  opening: { bookRupiah: 0, countedRupiah: 0, differenceRupiah: 0 },
  closing: {
    seq: 9,
    closedAt: AT,
    closedBy: null,
    bookRupiah: 10,
    countedRupiah: 9,
    differenceRupiah: -1,
    sha256: "cd",
  },
};
const TOTALS = {
  deposits: 1,
  members: 1,
  massG: 1,
  savedRupiah: 1,
  paidForDepositsRupiah: 1,
  donatedRupiah: 1,
  withdrawalsPaidRupiah: 1,
  withdrawals: 1,
  salesRupiah: 1,
  cashInRupiah: 1,
  cashOutRupiah: 1,
  reversals: 1,
};
const STOCK = {
  item: "pet",
  grade: "bersih",
  name: "Botol PET",
  unit: "kg",
  reportGroup: "plastic",
  inStock: 1,
  waiting: 0,
  deposited: 1,
  sold: 0,
  lost: -1,
  costRupiah: 4,
};
const BUYER = { id: "jaya", name: "Jaya", kind: "collector", phone: null, receivableRupiah: 5 };
const CASES = [
  [booksPart, booksSchema, BOOKS],
  [booksPart, booksSchema, { ...BOOKS, head: null, openDay: null }],
  [cashDayPart, cashDaySchema, DAY],
  [cashDayViewPart, cashDayViewSchema, { ...DAY, totals: TOTALS, books: BOOKS }],
  [stockPart, stockSchema, { rows: [STOCK] }],
  [buyerPart, buyerSchema, BUYER],
  [fundPart, fundSchema, { id: "yatim", name: "Yatim", balanceRupiah: 7 }],
] as const;

test("books, days, stock and parties are read as the contract writes them", () => {
  for (const [part, schema, sample] of CASES) {
    expect(schema.parse(sample)).toEqual(sample);
    expect(part(sample)).toEqual(sample);
  }
});

test("what the contract refuses is refused here too", () => {
  for (const [part, schema, sample] of CASES) {
    for (const bad of damaged(sample)) {
      expect({ bad, isRead: part(bad) !== undefined }).toEqual({
        bad,
        isRead: schema.safeParse(bad).success,
      });
    }
  }
});
