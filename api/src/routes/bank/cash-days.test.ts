import {
  booksSchema,
  cashDaySchema,
  cashDayViewSchema,
  stockSchema,
} from "@resik/contract/http/bank/books";
import { pageOf } from "@resik/contract/http/page";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { deposit, openBank, startDesks, type Desk } from "../../test/bank-desk.ts";
import { type TestApi } from "../../test/harness.ts";

const daysSchema = pageOf(cashDaySchema);

describe("a day at the bank", () => {
  let test: TestApi;
  let operator: Desk;
  let treasurer: Desk;
  let foreign: Desk;
  beforeAll(async () => {
    ({ test, operator, treasurer, foreign } = await startDesks());
  });
  afterAll(() => test.close());

  it("adds up: opening, cash in and out, closing, savings, stock and the book", async () => {
    await openBank(treasurer);
    const { id: sari } = await operator.member("Sari");
    const { id: budi } = await operator.member("Budi");
    await operator.done("/deposits", deposit(sari, 10_000));
    const cash = { payee: { akad: "cash", member: budi } };
    await operator.done("/deposits", deposit(budi, 2_500, cash));
    const wrong = await operator.done("/deposits", deposit(budi, 1_000, cash));
    await operator.done(`/transfers/${wrong.transfer.seq}/reverse`, { reason: "Salah" });
    const { items } = await operator.read(daysSchema, "/cash-days");
    const [day] = items;
    expect(day).toMatchObject({ openedBy: "bendahara", closing: null });
    const path = `/cash-days/${day?.seq}`;
    const open = await operator.read(cashDayViewSchema, path);
    expect(open.totals).toEqual({
      deposits: 2,
      members: 2,
      massG: 12_500,
      savedRupiah: 40_000,
      paidForDepositsRupiah: 10_000,
      donatedRupiah: 0,
      withdrawalsPaidRupiah: 0,
      withdrawals: 0,
      salesRupiah: 0,
      cashInRupiah: 1_004_000,
      cashOutRupiah: 14_000,
      reversals: 1,
    });
    expect(open.books).toMatchObject({ isClosed: true, openDay: { seq: day?.seq } });

    expect(await operator.refused("/cash-days/open", { countedRupiah: 0 })).toBe(
      "409 already-exists",
    );
    const closed = await operator.done("/cash-days/close", { countedRupiah: 989_500 });
    expect(closed.transfer.detail).toMatchObject({
      bookRupiah: 990_000,
      countedRupiah: 989_500,
      differenceRupiah: -500,
    });
    expect(await operator.refused("/cash-days/close", { countedRupiah: 0 })).toBe("409 not-open");
    expect(await operator.refused("/deposits", deposit(budi, 1_000, cash))).toBe("409 not-open");
    // What needs no cash goes on, and changes nothing of the day that is over.
    await operator.done("/deposits", deposit(sari, 1_000));
    const over = await operator.read(cashDayViewSchema, path);
    expect(over.totals).toEqual(open.totals);
    expect(over.closing).toMatchObject({
      closedBy: "petugas",
      differenceRupiah: -500,
      sha256: closed.transfer.sha256,
    });
    const { opening, totals } = over;
    expect(opening.countedRupiah + totals.cashInRupiah - totals.cashOutRupiah).toBe(990_000);
    expect(over.books).toMatchObject({
      isClosed: true,
      rupiahByKind: { cash: 989_500, savings: 40_000, "stock-cost": 50_000 },
      head: { seq: closed.transfer.seq, sha256: closed.transfer.sha256 },
      openDay: null,
    });
    const books = await operator.read(booksSchema, "/books");
    expect(books).toMatchObject({ isClosed: true, rupiahByKind: { savings: 44_000 } });
    const stock = await operator.read(stockSchema, "/stock");
    expect(stock.rows).toEqual([
      {
        item: "pet",
        grade: "bersih",
        name: "Botol PET",
        unit: "kg",
        reportGroup: "plastic",
        inStock: 13_500,
        waiting: 0,
        deposited: 13_500,
        sold: 0,
        lost: 0,
        costRupiah: 54_000,
      },
    ]);
  });

  it("counts what was sold, given, paid out and valued for the harvest", async () => {
    await operator.done("/cash-days/open", { countedRupiah: 989_500 });
    const { id: tono } = await operator.member("Tono");
    const headers = treasurer.headers;
    const add = (path: string, body: object) =>
      test.call("POST", `/api/v1/banks/bsu-melati${path}`, { headers, body });
    await add("/buyers", { id: "jaya", name: "UD Jaya", kind: "collector", phone: null });
    await add("/funds", { id: "yatim", name: "Dana Yatim" });
    const waiting = await operator.done(
      "/deposits",
      deposit(tono, 3_000, { valued: "at-harvest" }),
    );
    await treasurer.done(`/transfers/${waiting.transfer.seq}/value`, {});
    const gift = { payee: { akad: "donation", member: tono, fund: "yatim" } };
    await operator.done("/deposits", deposit(tono, 500, gift));
    const from = { member: tono, product: "reguler" };
    await operator.done("/donations", { ...from, fund: "yatim", amountRupiah: 1_000 });
    const asked = await operator.done("/withdrawals", { ...from, amountRupiah: 5_000 });
    await treasurer.done(`/withdrawals/${asked.transfer.seq}/approve`, {});
    await operator.done(`/withdrawals/${asked.transfer.seq}/pay`, {});
    const sold = { takenQuantity: 1_000, soldQuantity: 1_000, rupiahPerUnit: 6_000 };
    await treasurer.done("/sales", {
      buyer: "jaya",
      hop: "collector",
      payment: "cash",
      lines: [{ item: "pet", grade: "bersih", ...sold }],
    });
    const { transfer } = await operator.done("/cash-days/close", { countedRupiah: 990_500 });
    expect(transfer.detail).toMatchObject({ bookRupiah: 990_500, differenceRupiah: 0 });
    const [day] = (await operator.read(daysSchema, "/cash-days?limit=1")).items;
    const view = await operator.read(cashDayViewSchema, `/cash-days/${day?.seq}`);
    expect(view.totals).toEqual({
      deposits: 2,
      members: 1,
      massG: 3_500,
      savedRupiah: 12_000,
      paidForDepositsRupiah: 0,
      donatedRupiah: 3_000,
      withdrawalsPaidRupiah: 5_000,
      withdrawals: 1,
      salesRupiah: 6_000,
      cashInRupiah: 6_000,
      cashOutRupiah: 5_000,
      reversals: 0,
    });
    expect(view.books.isClosed).toBe(true);
  });

  it("is listed with the others, newest first, page by page", async () => {
    for (const countedRupiah of [990_500, 990_600]) {
      await operator.done("/cash-days/open", { countedRupiah });
      await operator.done("/cash-days/close", { countedRupiah });
    }
    const { items, next } = await operator.read(daysSchema, "/cash-days?limit=2");
    expect(items.map(({ opening }) => opening.countedRupiah)).toEqual([990_600, 990_500]);
    expect(items.map(({ closing }) => closing?.countedRupiah)).toEqual([990_600, 990_500]);
    const rest = await operator.read(daysSchema, `/cash-days?limit=2&cursor=${next}`);
    expect(rest).toMatchObject({
      items: [{ closing: { countedRupiah: 990_500 } }, { closing: { countedRupiah: 989_500 } }],
      next: null,
    });
  });

  it("is named by its opening alone", async () => {
    expect((await operator.get("/cash-days/1")).status).toBe(404);
    expect((await operator.get("/cash-days/9999")).status).toBe(404);
  });

  it("of another bank is nobody's business", async () => {
    for (const path of ["/cash-days", "/cash-days/4", "/books", "/stock"]) {
      expect((await foreign.get(path)).status).toBe(403);
    }
    expect(await foreign.refused("/cash-days/open", { countedRupiah: 0 })).toBe("403 not-allowed");
  });
});
