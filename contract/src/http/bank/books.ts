import { z } from "zod";
import { buyerIdSchema, fundIdSchema } from "../../bank/ids.ts";
import { TEXT_MAX } from "../../bank/limits.ts";
import { REPORT_GROUPS } from "../../bank/rule.ts";
import { UNITS } from "../../bank/quantity.ts";
import { pageQueryShape } from "../page.ts";
import { instantSchema } from "../readings.ts";
import { phoneSchema } from "./profile.ts";

export const booksSchema = z.object({
  /** By kind of account: cash, receivable, stock-cost, savings, held, payable, fund, … */
  rupiahByKind: z.record(z.string(), z.int()),
  assetsRupiah: z.int(),
  liabilitiesRupiah: z.int(),
  equityRupiah: z.int(),
  /** Assets = liabilities + equity, and each stock: deposited = sold + stock + waiting + lost. */
  isClosed: z.boolean(),
  head: z.object({ seq: z.int(), sha256: z.string(), recordedAt: instantSchema }).nullable(),
  openDay: z.object({ seq: z.int(), openedAt: instantSchema }).nullable(),
});
export type BooksView = z.infer<typeof booksSchema>;

/** `GET banks/{bank}/stock`. Quantities in grams, millilitres or pieces. */
export const stockRowSchema = z.object({
  item: z.string(),
  grade: z.string(),
  name: z.string(),
  unit: z.enum(UNITS),
  reportGroup: z.enum(REPORT_GROUPS),
  inStock: z.int(),
  waiting: z.int(),
  deposited: z.int(),
  sold: z.int(),
  lost: z.int(),
  /** What the stock had cost. */
  costRupiah: z.int(),
});
export type StockRow = z.infer<typeof stockRowSchema>;
export const stockSchema = z.object({ rows: z.array(stockRowSchema) });

/** Totals of what happened from the opening of a day to its closing (or until now). */
export const dayTotalsSchema = z.object({
  deposits: z.int(),
  members: z.int(),
  massG: z.int(),
  savedRupiah: z.int(),
  paidForDepositsRupiah: z.int(),
  donatedRupiah: z.int(),
  withdrawalsPaidRupiah: z.int(),
  withdrawals: z.int(),
  salesRupiah: z.int(),
  cashInRupiah: z.int(),
  cashOutRupiah: z.int(),
  reversals: z.int(),
});

/** `GET banks/{bank}/cash-days`, newest first; `…/{seq}` by the seq of its opening. */
export const cashDaySchema = z.object({
  seq: z.int(),
  openedAt: instantSchema,
  openedBy: z.string().nullable(),
  opening: z.object({ bookRupiah: z.int(), countedRupiah: z.int(), differenceRupiah: z.int() }),
  closing: z
    .object({
      seq: z.int(),
      closedAt: instantSchema,
      closedBy: z.string().nullable(),
      bookRupiah: z.int(),
      countedRupiah: z.int(),
      differenceRupiah: z.int(),
      /** Stands for the whole book up to here; printed on the closing. */
      sha256: z.string(),
    })
    .nullable(),
});
export type CashDay = z.infer<typeof cashDaySchema>;
export const cashDayListQuerySchema = z.object(pageQueryShape);
export const cashDayViewSchema = cashDaySchema.extend({
  totals: dayTotalsSchema,
  /** By the book now, or at the closing. */
  books: booksSchema,
});
export type CashDayView = z.infer<typeof cashDayViewSchema>;

/** Buyers (induk, collectors) and funds of a bank. */
export const partyCreationSchema = z.strictObject({
  name: z.string().trim().min(1).max(TEXT_MAX),
  phone: phoneSchema.nullable(),
});
export const buyerSchema = z.object({
  id: buyerIdSchema,
  name: z.string(),
  kind: z.enum(["induk", "collector"]),
  phone: z.string().nullable(),
  receivableRupiah: z.int(),
});
export type Buyer = z.infer<typeof buyerSchema>;
export const buyerCreationSchema = partyCreationSchema.extend({
  kind: z.enum(["induk", "collector"]),
  id: buyerIdSchema.optional(),
});
export const fundSchema = z.object({ id: fundIdSchema, name: z.string(), balanceRupiah: z.int() });
export type Fund = z.infer<typeof fundSchema>;
export const fundCreationSchema = z.strictObject({
  name: z.string().trim().min(1).max(TEXT_MAX),
  id: fundIdSchema.optional(),
});

/** `GET banks/{bank}/ledger/verify`. */
export const verifySchema = z.object({
  isIntact: z.boolean(),
  transfers: z.int(),
  postings: z.int(),
  broken: z.array(
    z.object({ kind: z.string(), bank: z.string(), seq: z.int().nullable(), detail: z.string() }),
  ),
  tookMs: z.int(),
});
