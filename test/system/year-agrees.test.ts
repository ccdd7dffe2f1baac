import { randomUUID } from "node:crypto";
import { massRoundHalfUp, quantity } from "@resik/contract/bank/quantity";
import {
  booksSchema,
  cashDaySchema,
  cashDayViewSchema,
  stockSchema,
  verifySchema,
  type CashDayView,
} from "@resik/contract/http/bank/books";
import { balanceHistorySchema, passbookRowSchema } from "@resik/contract/http/bank/me";
import type { Receipt } from "@resik/contract/http/bank/receipt";
import { monthlyReportSchema, type MonthlyReport } from "@resik/contract/http/bank/reports";
import { pageOf } from "@resik/contract/http/page";
import { describe, expect, it } from "vitest";
import type { z } from "zod";
import { SITE, type Credentials } from "../../api/src/test/harness.ts";
import { MONTHS, showReceipts, simulateYear, type BankYear } from "./bank-year.ts";

const TIMEOUT_MS = 170_000;
const OIL_GRAMS_PER_LITRE = 915;
const bank = `/banks/${SITE.id}`;

const sum = (values: readonly number[]): number => values.reduce((all, value) => all + value, 0);

async function get<T>(
  { test, treasurer }: BankYear,
  path: string,
  schema: z.ZodType<T>,
  headers: Credentials = treasurer,
): Promise<T> {
  const answer = await test.call("GET", `/api/v1${path}`, { headers });
  if (!answer.ok) throw new Error(`${path}: ${answer.status} ${await answer.text()}`);
  return schema.parse(await answer.json());
}

async function getAll<T extends z.ZodType>(
  year: BankYear,
  path: string,
  row: T,
  headers?: Credentials,
): Promise<z.output<T>[]> {
  const rows: z.output<T>[] = [];
  let cursor = "";
  do {
    const at = cursor === "" ? path : `${path}${path.includes("?") ? "&" : "?"}cursor=${cursor}`;
    const page = await get(year, at, pageOf(row), headers);
    rows.push(...page.items);
    cursor = page.next ?? "";
  } while (cursor !== "");
  return rows;
}

/** What all ways of looking at the year must agree on. */
interface YearSums {
  depositedMassG: number;
  kilogramLinesG: number;
  savedRupiah: number;
  paidRupiah: number;
  donatedRupiah: number;
  bankShareRupiah: number;
  withdrawnRupiah: number;
  soldRupiah: number;
}

function massOf(receipt: Receipt): number {
  const masses = receipt.lines.map(({ unit, quantity: amount }) => {
    const gramsPerUnit = unit === "litre" ? OIL_GRAMS_PER_LITRE : null;
    return massRoundHalfUp(quantity(amount), unit, gramsPerUnit) ?? 0;
  });
  return sum(masses);
}

const kilogramLinesOf = (receipt: Receipt): number =>
  sum(receipt.lines.filter(({ unit }) => unit === "kg").map((line) => line.quantity));

/** The receipts that still stand: what people have in their hands. */
function sumReceipts(receipts: readonly Receipt[]): YearSums {
  const standing = receipts.filter(({ reversal }) => reversal === null);
  const of = (...kinds: string[]) => standing.filter(({ kind }) => kinds.includes(kind));
  const net = (some: readonly Receipt[]) => sum(some.map(({ netRupiah }) => netRupiah ?? 0));
  const valued = of("deposit", "value");
  const byAkad = (akad: string) => net(valued.filter((receipt) => receipt.akad === akad));
  const withdrawals = of("pay-withdrawal");
  return {
    depositedMassG: sum(of("deposit").map(massOf)),
    kilogramLinesG: sum(of("deposit").map(kilogramLinesOf)),
    savedRupiah: byAkad("saved"),
    paidRupiah: byAkad("cash"),
    donatedRupiah: byAkad("donation") + net(of("donate")),
    bankShareRupiah: sum([...valued, ...withdrawals].map(({ shareRupiah }) => shareRupiah)),
    withdrawnRupiah: net(withdrawals),
    soldRupiah: net(of("sell")),
  };
}

interface Passbook {
  product: string;
  rows: z.output<typeof passbookRowSchema>[];
  balanceRupiah: number;
}

async function readPassbooks(year: BankYear): Promise<Passbook[]> {
  const passbooks: Passbook[] = [];
  for (const { credentials } of year.members) {
    for (const product of ["reguler", "lebaran"]) {
      const path = `/me/passbook?product=${product}&limit=50`;
      const rows = await getAll(year, path, passbookRowSchema, credentials);
      passbooks.push({ product, rows, balanceRupiah: rows[0]?.balanceRupiah ?? 0 });
    }
  }
  return passbooks;
}

const readHistories = (year: BankYear) =>
  Promise.all(
    year.members.map(({ credentials }) =>
      get(year, "/me/history", balanceHistorySchema, credentials),
    ),
  );

async function readDays(year: BankYear): Promise<CashDayView[]> {
  const days = await getAll(year, `${bank}/cash-days`, cashDaySchema);
  const views: CashDayView[] = [];
  for (const { seq } of days) {
    views.push(await get(year, `${bank}/cash-days/${seq}`, cashDayViewSchema));
  }
  return views;
}

async function readReports(year: BankYear): Promise<MonthlyReport[]> {
  const reports: MonthlyReport[] = [];
  for (const month of MONTHS) {
    const path = `${bank}/reports/monthly?month=${month}`;
    reports.push(await get(year, path, monthlyReportSchema));
  }
  return reports;
}

function expectReports(reports: readonly MonthlyReport[], receipts: YearSums): void {
  const of = (field: keyof MonthlyReport["totals"]) =>
    sum(reports.map(({ totals }) => totals[field]));
  expect({
    depositedMassG: of("depositedMassG"),
    memberRupiah: of("memberRupiah"),
    donatedRupiah: of("donatedRupiah"),
    bankShareRupiah: of("bankShareRupiah"),
    withdrawnRupiah: of("withdrawnRupiah"),
    soldRupiah: of("soldRupiah"),
  }).toEqual({
    depositedMassG: receipts.depositedMassG,
    memberRupiah: receipts.savedRupiah + receipts.paidRupiah,
    donatedRupiah: receipts.donatedRupiah,
    bankShareRupiah: receipts.bankShareRupiah,
    withdrawnRupiah: receipts.withdrawnRupiah,
    soldRupiah: receipts.soldRupiah,
  });
  for (const { totals, groups, lines } of reports) {
    expect(sum(groups.map((group) => group.depositedMassG))).toBe(totals.depositedMassG);
    expect(sum(groups.map((group) => group.depositedRupiah))).toBe(totals.depositedRupiah);
    expect(sum(lines.map((line) => line.depositedRupiah))).toBe(totals.depositedRupiah);
    expect(sum(lines.map((line) => line.soldRupiah))).toBe(totals.soldRupiah);
  }
}

function expectDays(
  days: readonly CashDayView[],
  reports: readonly MonthlyReport[],
  receipts: YearSums,
): void {
  const of = (field: keyof CashDayView["totals"]) => sum(days.map(({ totals }) => totals[field]));
  expect({
    depositedMassG: of("massG"),
    savedRupiah: of("savedRupiah"),
    paidRupiah: of("paidForDepositsRupiah"),
    donatedRupiah: of("donatedRupiah"),
    withdrawnRupiah: of("withdrawalsPaidRupiah"),
    soldRupiah: of("salesRupiah"),
  }).toEqual({
    depositedMassG: receipts.depositedMassG,
    savedRupiah: receipts.savedRupiah,
    paidRupiah: receipts.paidRupiah,
    donatedRupiah: receipts.donatedRupiah,
    withdrawnRupiah: receipts.withdrawnRupiah,
    soldRupiah: receipts.soldRupiah,
  });
  expect(days.length).toBe(sum(reports.map(({ totals }) => totals.weighingDays)));
  const monthOf = (at: string) =>
    new Date(Date.parse(at) + 7 * 3_600_000).toISOString().slice(0, 7);
  for (const { month, totals } of reports) {
    const ofMonth = days.filter(({ openedAt }) => monthOf(openedAt) === month);
    expect([month, sum(ofMonth.map((day) => day.totals.massG))]).toEqual([
      month,
      totals.depositedMassG,
    ]);
    // Newest first: the last closing of the month is what was in the box at its end.
    expect([month, ofMonth[0]?.closing?.countedRupiah]).toEqual([month, totals.cashRupiah]);
  }
  for (const { opening, closing, totals, books } of days) {
    expect(books.isClosed).toBe(true);
    const inBox = opening.countedRupiah + totals.cashInRupiah - totals.cashOutRupiah;
    expect(closing?.bookRupiah).toBe(inBox);
  }
}

async function expectPassbooks(
  year: BankYear,
  reports: readonly MonthlyReport[],
  receipts: YearSums,
): Promise<void> {
  const passbooks = await readPassbooks(year);
  for (const { rows, balanceRupiah } of passbooks) {
    expect(sum(rows.map(({ amountRupiah }) => amountRupiah))).toBe(balanceRupiah);
  }
  const lines = passbooks.flatMap(({ rows }) => rows);
  const kindBySeq = new Map(lines.map(({ seq, kind }) => [seq, kind]));
  // A reversal belongs to what it took back.
  const isOf = (kinds: readonly string[], { kind, reverses }: (typeof lines)[number]) =>
    kinds.includes(reverses === null ? kind : (kindBySeq.get(reverses) ?? ""));
  const credited = lines.filter((line) => isOf(["deposit", "value"], line));
  expect(sum(credited.map(({ amountRupiah }) => amountRupiah))).toBe(receipts.savedRupiah);

  const histories = await readHistories(year);
  expect(sum(histories.flatMap(({ months }) => months.map(({ massG }) => massG)))).toBe(
    receipts.depositedMassG,
  );
  for (const { month, totals } of reports) {
    const ends = histories.map(({ months }) => months.find((one) => one.month === month));
    const savings = sum(ends.map((end) => end?.savingsRupiah ?? 0));
    const pending = year.pendingRupiah.get(month) ?? 0;
    expect([month, savings + pending]).toEqual([month, totals.savingsRupiah]);
  }
}

async function expectBooks(
  year: BankYear,
  reports: readonly MonthlyReport[],
  receipts: YearSums,
): Promise<void> {
  const books = await get(year, `${bank}/books`, booksSchema);
  const { rupiahByKind } = books;
  const last = reports.at(-1);
  expect(books.isClosed).toBe(true);
  expect(rupiahByKind["bank-share"]).toBe(receipts.bankShareRupiah);
  expect(rupiahByKind.cash).toBe(last?.totals.cashRupiah);
  expect((rupiahByKind.savings ?? 0) + (rupiahByKind.payable ?? 0)).toBe(
    last?.totals.savingsRupiah,
  );
  expect(rupiahByKind.payable).toBe(year.pendingRupiah.get(MONTHS.at(-1) ?? ""));
  const { rows } = await get(year, `${bank}/stock`, stockSchema);
  expect(sum(rows.filter(({ unit }) => unit === "kg").map(({ deposited }) => deposited))).toBe(
    receipts.kilogramLinesG,
  );
  for (const { item, deposited, sold, inStock, waiting, lost } of rows) {
    const lines = reports.flatMap((report) => report.lines.filter((line) => line.item === item));
    expect({
      item,
      deposited: sum(lines.map((line) => line.depositedQuantity)),
      sold: sum(lines.map((line) => line.soldQuantity)),
    }).toEqual({ item, deposited, sold });
    expect(sold + inStock + waiting + lost).toBe(deposited);
  }
  const proof = await get(year, `${bank}/ledger/verify`, verifySchema);
  expect(proof).toMatchObject({ isIntact: true, broken: [] });
}

async function expectAgreement(seed: string): Promise<void> {
  const year = await simulateYear(seed);
  try {
    // A year in which nothing difficult happened would prove nothing.
    expect(Math.min(year.counts.halves, year.counts.reversed, year.counts.valued)).toBeGreaterThan(
      5,
    );
    const shown = await showReceipts(year);
    const receipts = sumReceipts(shown);
    for (const amount of Object.values(receipts)) expect(amount).toBeGreaterThan(0);
    const reports = await readReports(year);
    expectReports(reports, receipts);
    expectDays(await readDays(year), reports, receipts);
    await expectPassbooks(year, reports, receipts);
    await expectBooks(year, reports, receipts);
  } finally {
    await year.test.close();
  }
}

describe("receipts, passbooks, closings, monthly reports and books of a year", () => {
  const seeds = ["tahun-2025", randomUUID(), randomUUID()];
  it.each(seeds)("agree to the rupiah and the gram (seed %s)", expectAgreement, TIMEOUT_MS);
});
