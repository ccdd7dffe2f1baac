import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { CommandInput } from "../test/book.ts";
import { BANK, deposit, furnish, openTestBook, sale, type TestBook } from "./book.fixture.ts";
import { flowsOf, groupsOf, linesOf } from "./figures-view.ts";
import { sumFigures, type Figures } from "./figures.ts";
import { createMonthReader, type BankMonth } from "./month-reader.ts";
import { wholeOf } from "./monthly-report.ts";
import { addMonths, wibMonthOf } from "./wib-month.ts";

type Step =
  | { kind: "deposit"; items: [string, number][]; member: string; options: number }
  | { kind: "sell"; item: string; part: number; induk: boolean }
  | { kind: "withdraw"; member: string; part: number }
  | { kind: "donate"; member: string; part: number }
  | { kind: "reverse"; which: number }
  | { kind: "value" }
  | { kind: "wait"; days: number };

const ITEMS = ["pet", "kardus", "jelantah", "botol"];
const memberOf = fc.constantFrom("m1", "m2", "m3");
const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 5,
    arbitrary: fc.record({
      kind: fc.constant("deposit" as const),
      items: fc.array(fc.tuple(fc.constantFrom(...ITEMS), fc.integer({ min: 1, max: 9_999 })), {
        minLength: 1,
        maxLength: 4,
      }),
      member: memberOf,
      options: fc.nat(5),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      kind: fc.constant("sell" as const),
      item: fc.constantFrom(...ITEMS),
      part: fc.integer({ min: 1, max: 100 }),
      induk: fc.boolean(),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      kind: fc.constantFrom("withdraw" as const, "donate" as const),
      member: memberOf,
      part: fc.integer({ min: 1, max: 100 }),
    }),
  },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant("reverse" as const), which: fc.nat(30) }) },
  { weight: 1, arbitrary: fc.constant({ kind: "value" as const }) },
  {
    weight: 3,
    arbitrary: fc.record({
      kind: fc.constant("wait" as const),
      days: fc.integer({ min: 1, max: 25 }),
    }),
  },
);

const DAY_MS = 86_400_000;
const TEN = 10;

interface Counter {
  book: TestBook;
  posted: number[];
  /** Deposits that wait for their value. */
  waiting: number[];
}

/** Does a step as far as the book lets it; what the book refuses is no part of the test. */
async function take({ book, posted, waiting }: Counter, one: Step): Promise<void> {
  const post = async (command: CommandInput): Promise<number | null> => {
    try {
      const { seq } = await book.done(command);
      posted.push(seq);
      return seq;
    } catch (error) {
      if (/insufficient|already|approval-missing|invalid-input|not-found/.test(String(error)))
        return null;
      throw error;
    }
  };
  const { ledger } = book;
  switch (one.kind) {
    case "wait":
      book.clock.jump(book.clock.nowMs() + one.days * DAY_MS);
      return;
    case "deposit": {
      const { member } = one;
      const payees = [
        { akad: "saved", member, product: "reguler" },
        { akad: "cash", member },
        { akad: "donation", member, fund: "yatim" },
        { akad: "saved", member, product: "lebaran" },
      ] as const;
      const isLater = one.options === 4;
      const hop = one.options === 5 ? "induk" : "member";
      const lines = hop === "induk" ? one.items.map(([, n]) => ["pet", n] as const) : one.items;
      const payee = payees[one.options] ?? payees[0];
      const seq = await post(
        deposit(lines, { payee, hop, valued: isLater ? "at-harvest" : "now" }),
      );
      if (isLater && seq !== null) waiting.push(seq);
      return;
    }
    case "value": {
      const target = waiting.shift();
      if (target !== undefined) await post({ kind: "value", target });
      return;
    }
    case "sell": {
      const inStock = await ledger.balance(BANK, `stock:${one.item}.bersih`);
      const taken = Math.floor((inStock * one.part) / 100);
      if (taken === 0) return;
      const sold = Math.max(1, taken - (one.part % 3));
      await post(sale([[one.item, taken, sold, 5_001]], one.induk ? "induk" : "collector"));
      return;
    }
    case "withdraw":
    case "donate": {
      const product = one.part % 2 === 0 ? "reguler" : "lebaran";
      const savings = await ledger.balance(BANK, `savings:${one.member}/${product}`);
      const amountRupiah = Math.floor((savings * one.part) / 100);
      if (amountRupiah === 0) return;
      const of = { member: one.member, product, amountRupiah };
      if (one.kind === "donate") {
        await post({ kind: "donate", ...of, fund: "yatim" });
        return;
      }
      const target = await post({ kind: "request-withdrawal", ...of });
      if (target === null || one.part > 90) return;
      await post({ kind: "approve-withdrawal", target });
      await post({ kind: "pay-withdrawal", target });
      return;
    }
    case "reverse": {
      const target = posted[posted.length - 1 - (one.which % TEN)];
      if (target !== undefined) await post({ kind: "reverse", target, reason: "coba" });
    }
  }
}

const RUNS = 25;
const FIRST_MONTH = "2025-11";

async function checkRun(book: TestBook, steps: readonly Step[]): Promise<void> {
  await furnish(book);
  const counter = { book, posted: [], waiting: [] };
  for (const one of steps) await take(counter, one);
  const months = createMonthReader(book);
  const parts: Figures[] = [];
  let last = await months.read(BANK, FIRST_MONTH);
  const now = wibMonthOf(book.clock.nowMs());
  for (let month = FIRST_MONTH; month <= now; month = addMonths(month, 1)) {
    last = await months.read(BANK, month);
    const figures = wholeOf(last);
    expectSums(figures);
    parts.push(figures);
  }
  const whole = sumFigures(parts);
  expectSums(whole);
  await expectBooks(book, whole, last);
}

describe("months of any book", () => {
  it("add up to the books, and their groups and lines to their totals", async () => {
    const runs = fc.asyncProperty(
      fc.array(step, { minLength: 10, maxLength: 60 }),
      async (steps) => {
        const book = openTestBook(Date.parse("2025-11-03T08:00:00+07:00"));
        try {
          await checkRun(book, steps);
        } finally {
          await book.close();
        }
      },
    );
    await fc.assert(runs, { numRuns: RUNS });
  }, 120_000);
});

function expectSums(figures: Figures): void {
  const totals = flowsOf(figures);
  const groups = groupsOf(figures);
  const lines = linesOf(figures);
  for (const field of ["depositedMassG", "soldMassG", "depositedRupiah", "soldRupiah"] as const) {
    const ofGroups = groups.reduce((total, group) => total + group[field], 0);
    const ofLines = lines.reduce((total, line) => total + (line[field] ?? 0), 0);
    expect([field, ofGroups, ofLines]).toEqual([field, totals[field], totals[field]]);
  }
}

/** The ledger adds up its postings on its own way; both must come to the same. */
async function expectBooks(book: TestBook, whole: Figures, last: BankMonth): Promise<void> {
  const { rupiahByKind, stocks, isClosed } = await book.ledger.books(BANK);
  expect(isClosed).toBe(true);
  const totals = flowsOf(whole);
  expect(totals.bankShareRupiah).toBe(rupiahByKind["bank-share"]);
  expect(totals.donatedRupiah).toBe(rupiahByKind.fund);
  expect(last.cashRupiah).toBe(rupiahByKind.cash);
  expect(last.savingsRupiah).toBe(rupiahByKind.savings + rupiahByKind.held + rupiahByKind.payable);
  for (const [stock, { deposited, sold }] of stocks) {
    const lines = linesOf(whole).filter((line) => `${line.item}.${line.grade}` === stock);
    const sumOf = (field: "depositedQuantity" | "soldQuantity") =>
      lines.reduce((total, line) => total + line[field], 0);
    expect([stock, sumOf("depositedQuantity"), sumOf("soldQuantity")]).toEqual([
      stock,
      deposited,
      sold,
    ]);
  }
}
