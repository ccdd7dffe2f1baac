import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { BANK, deposit, furnish, item, openTestBook, sale, share } from "./book.fixture.ts";
import type { TestBook } from "./book.fixture.ts";
import { flowsOf, groupsOf, linesOf } from "./figures-view.ts";
import { REPORT_PAGE_TRANSFERS } from "./limits.ts";
import { sumFigures, type Figures } from "./figures.ts";
import { createMonthReader, type MonthReader } from "./month-reader.ts";
import { wholeOf } from "./monthly-report.ts";

const wib = (text: string): number => Date.parse(`${text}+07:00`);

let book: TestBook;
let months: MonthReader;

async function start(): Promise<void> {
  book = openTestBook(wib("2025-11-03T08:00:00"));
  await furnish(book);
  months = createMonthReader(book);
}
afterEach(() => book.close());

const read = async (month: string): Promise<Figures> => wholeOf(await months.read(BANK, month));
const flows = async (month: string) => flowsOf(await read(month));
const lineOf = (figures: Figures, id: string) => linesOf(figures).find((line) => line.item === id);

describe("a month's figures", () => {
  beforeEach(start);

  it("put the half rupiah up once for a line, and the fraction of the share with the member", async () => {
    // 1.5 kg at 4,001 is 6,001.5: 6,002. 15 % of it is 900.3: 900.
    await book.done(deposit([["pet", 1_500]]));
    expect(await flows("2025-11")).toEqual({
      weighingDays: 1,
      deposits: 1,
      depositors: 1,
      depositedMassG: 1_500,
      linesWithoutMass: 0,
      depositedRupiah: 6_002,
      memberRupiah: 5_102,
      bankShareRupiah: 900,
      donatedRupiah: 0,
      withdrawnRupiah: 0,
      soldMassG: 0,
      soldRupiah: 0,
    });
    const { savingsRupiah, cashRupiah } = await months.read(BANK, "2025-11");
    expect({ savingsRupiah, cashRupiah }).toEqual({ savingsRupiah: 5_102, cashRupiah: 1_000_000 });
  });

  it("end at midnight in WIB, to the millisecond", async () => {
    book.clock.jump(wib("2025-12-31T23:59:59.999"));
    await book.done(deposit([["pet", 1_000]]));
    book.clock.jump(wib("2026-01-01T00:00:00"));
    await book.done(deposit([["pet", 20]]));
    expect((await flows("2025-12")).depositedMassG).toBe(1_000);
    expect((await flows("2026-01")).depositedMassG).toBe(20);
    expect((await months.read(BANK, "2025-12")).savingsRupiah).toBe(4_001 - 600);
  });

  it("go by the ledger's clock, so a phone's late line changes no month that is over", async () => {
    book.clock.jump(wib("2025-12-02T08:00:00"));
    await book.done(deposit([["pet", 1_000]]), { occurredAtMs: wib("2025-11-30T08:00:00") });
    expect((await flows("2025-11")).deposits).toBe(0);
    expect(await flows("2025-12")).toMatchObject({ deposits: 1, weighingDays: 1 });
  });

  it("have the weight when it came and the rupiah when it was valued", async () => {
    const weighed = await book.done(deposit([["pet", 2_000]], { valued: "at-harvest" }));
    book.clock.jump(wib("2025-12-05T08:00:00"));
    await book.done({ kind: "value", target: weighed.seq });
    expect(await flows("2025-11")).toMatchObject({ depositedMassG: 2_000, depositedRupiah: 0 });
    expect(await flows("2025-12")).toMatchObject({
      deposits: 0,
      depositedMassG: 0,
      depositedRupiah: 8_002,
      memberRupiah: 6_802,
      bankShareRupiah: 1_200,
    });
  });

  it("take a reversal back in its own month, and both months together are nothing", async () => {
    const first = await book.done(
      deposit([
        ["pet", 1_500],
        ["jelantah", 333],
        ["botol", 7],
      ]),
    );
    const before = await flows("2025-11");
    book.clock.jump(wib("2025-12-05T08:00:00"));
    await book.done({ kind: "reverse", target: first.seq, reason: "salah nasabah" });
    expect(await flows("2025-11")).toEqual(before);
    expect(await flows("2025-12")).toMatchObject({
      weighingDays: 0,
      deposits: -1,
      depositors: 0,
      depositedMassG: -1_805,
      linesWithoutMass: -1,
      depositedRupiah: -before.depositedRupiah,
      memberRupiah: -before.memberRupiah,
      bankShareRupiah: -before.bankShareRupiah,
    });
    const both = sumFigures([await read("2025-11"), await read("2025-12")]);
    const { weighingDays, ...rest } = flowsOf(both);
    expect(weighingDays).toBe(1);
    expect(new Set(Object.values(rest))).toEqual(new Set([0]));
    for (const { depositedQuantity, depositedRupiah } of linesOf(both)) {
      expect([depositedQuantity, depositedRupiah]).toEqual([0, 0]);
    }
  });

  it("give litres the mass of their rule, and pieces without one none at all", async () => {
    // 333 ml at 915 g a litre are 304.695 g.
    await book.done(
      deposit([
        ["jelantah", 333],
        ["botol", 7],
        ["kardus", 2_000],
      ]),
    );
    const figures = await read("2025-11");
    expect(lineOf(figures, "jelantah")).toMatchObject({
      depositedQuantity: 333,
      depositedMassG: 305,
      soldMassG: 0,
    });
    expect(lineOf(figures, "botol")).toMatchObject({ depositedQuantity: 7, depositedMassG: null });
    expect(flowsOf(figures)).toMatchObject({ depositedMassG: 2_305, linesWithoutMass: 1 });
    expect(groupsOf(figures).map(({ depositedMassG }) => depositedMassG)).toEqual([
      0, 2_000, 0, 0, 305,
    ]);
  });

  it("keep the mass and the group of the time, whatever rule comes later", async () => {
    const first = await book.done(deposit([["botol", 10]]));
    const before = linesOf(await read("2025-11"));
    book.clock.jump(wib("2025-12-01T08:00:00"));
    await book.rule(item("botol", { unit: "piece", reportGroup: "other", gramsPerUnit: 350 }));
    await book.done(deposit([["botol", 10]]));
    // What is taken back is what was counted: no mass, and glass.
    await book.done({ kind: "reverse", target: first.seq, reason: "salah hitung" });
    months = createMonthReader(book);
    expect(linesOf(await read("2025-11"))).toEqual(before);
    expect(linesOf(await read("2025-12"))).toMatchObject([
      { reportGroup: "glass", depositedQuantity: -10, depositedMassG: null },
      { reportGroup: "other", depositedQuantity: 10, depositedMassG: 3_500 },
    ]);
  });

  it("count withdrawals when they are paid, with the fee as the bank's", async () => {
    const payee = { akad: "saved", member: "m2", product: "lebaran" } as const;
    await book.rule(share({ kind: "none" }));
    await book.done(deposit([["kardus", 10_000]], { payee }));
    const ask = { member: "m2", product: "lebaran" };
    const request = await book.done({
      kind: "request-withdrawal",
      ...ask,
      amountRupiah: 10_005,
    });
    const open = await months.read(BANK, "2025-11");
    // What is asked for and not yet paid is still owed.
    expect(open.savingsRupiah).toBe(15_000);
    expect(flowsOf(open.own).withdrawnRupiah).toBe(0);
    await book.done({ kind: "approve-withdrawal", target: request.seq });
    const paid = await book.done({ kind: "pay-withdrawal", target: request.seq });
    // 10 % of 10,005 is 1,000.5: 1,000.
    expect(await flows("2025-11")).toMatchObject({
      withdrawnRupiah: 9_005,
      bankShareRupiah: 1_000,
    });
    expect((await months.read(BANK, "2025-11")).savingsRupiah).toBe(4_995);
    book.clock.jump(wib("2025-12-01T08:00:00"));
    await book.done({ kind: "reverse", target: paid.seq, reason: "uang kembali" });
    expect(await flows("2025-12")).toMatchObject({
      withdrawnRupiah: -9_005,
      bankShareRupiah: -1_000,
    });
  });

  it("count gifts, both of waste and of savings", async () => {
    const payee = { akad: "donation", member: null, fund: "yatim" } as const;
    await book.done(deposit([["pet", 1_000]], { payee }));
    await book.done(deposit([["pet", 1_000]]));
    await book.done({
      kind: "donate",
      member: "m1",
      product: "reguler",
      fund: "yatim",
      amountRupiah: 500,
    });
    expect(await flows("2025-11")).toMatchObject({
      deposits: 2,
      depositors: 1,
      donatedRupiah: 4_501,
      memberRupiah: 3_401,
      depositedRupiah: 8_002,
    });
  });

  it("sell what the buyer weighed, and keep trade between banks apart", async () => {
    await book.done(deposit([["pet", 10_000]]));
    await book.done(
      deposit([["pet", 5_000]], {
        hop: "induk",
        payee: { akad: "saved", member: "unit-1", product: "reguler" },
      }),
    );
    await book.done(sale([["pet", 4_000, 3_900, 6_000]]));
    await book.done(sale([["pet", 1_000, 1_000, 5_000]], "induk"));
    const { own, between } = await months.read(BANK, "2025-11");
    expect(flowsOf(own)).toMatchObject({
      deposits: 1,
      depositedMassG: 10_000,
      soldMassG: 3_900,
      soldRupiah: 23_400,
    });
    expect(flowsOf(between)).toMatchObject({
      deposits: 1,
      depositedMassG: 5_000,
      depositedRupiah: 22_500,
      soldMassG: 1_000,
      soldRupiah: 5_000,
    });
    expect(await flows("2025-11")).toMatchObject({ depositedMassG: 15_000, soldMassG: 4_900 });
  });

  it("are nothing before the book begins", async () => {
    expect(await months.read(BANK, "2025-10")).toMatchObject({ head: null, cashRupiah: 0 });
    expect((await flows("2025-10")).deposits).toBe(0);
  });
});

describe("the reader of months", () => {
  beforeEach(start);

  it("pages through a month that is longer than a page", async () => {
    const posts = Array.from({ length: REPORT_PAGE_TRANSFERS * 2 + 3 }, () =>
      book.done(deposit([["pet", 3]])),
    );
    await Promise.all(posts);
    expect((await flows("2025-11")).deposits).toBe(posts.length);
  });

  it("counts a month once until another transfer is recorded in it", async () => {
    let pages = 0;
    const { ledger, ruleBooks } = book;
    const counted = createMonthReader({
      ruleBooks,
      ledger: {
        transfer: ledger.transfer,
        balancesAt: ledger.balancesAt,
        transfers(query) {
          if (query.limit > 1) pages++;
          return ledger.transfers(query);
        },
      },
    });
    await book.done(deposit([["pet", 1_000]]));
    const [one, other] = await Promise.all([
      counted.read(BANK, "2025-11"),
      counted.read(BANK, "2025-11"),
    ]);
    expect(one).toBe(other);
    expect(pages).toBe(1);
    await book.done(deposit([["pet", 1_000]]));
    expect(flowsOf((await counted.read(BANK, "2025-11")).own).deposits).toBe(2);
    expect(pages).toBe(2);
    book.clock.jump(wib("2025-12-01T08:00:00"));
    await book.done(deposit([["pet", 1_000]]));
    await counted.read(BANK, "2025-11");
    expect(pages).toBe(2);
  });
});
