import { buyerSchema, fundSchema, stockSchema, booksSchema } from "@resik/contract/http/bank/books";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { z } from "zod";
import { deposit, openBank, startDesks, type Desk } from "../../test/bank-desk.ts";
import { type TestApi } from "../../test/harness.ts";

const buyersSchema = z.object({ items: z.array(buyerSchema) });
const fundsSchema = z.object({ items: z.array(fundSchema) });

describe("buyers, funds and what goes to them", () => {
  let test: TestApi;
  let operator: Desk;
  let treasurer: Desk;
  let foreign: Desk;
  let sari: string;
  beforeAll(async () => {
    ({ test, operator, treasurer, foreign } = await startDesks());
    await openBank(treasurer);
    sari = (await operator.member("Sari")).id;
    await operator.done("/deposits", deposit(sari, 10_000));
  });
  afterAll(() => test.close());

  const add = async (path: "/buyers" | "/funds", body: object, desk = treasurer) => {
    const { headers } = desk;
    const answer = await test.call("POST", `/api/v1/banks/bsu-melati${path}`, { headers, body });
    return { status: answer.status, body: await answer.json() };
  };
  const sale = (change: object = {}) => ({
    buyer: "ud-jaya",
    hop: "collector",
    payment: "receivable",
    lines: [
      {
        item: "pet",
        grade: "bersih",
        takenQuantity: 5_000,
        soldQuantity: 4_900,
        rupiahPerUnit: 6_000,
      },
    ],
    ...change,
  });

  it("are added by a treasurer, once, and listed with what they owe or hold", async () => {
    const jaya = { id: "ud-jaya", name: "UD Jaya", kind: "collector", phone: "0812345678" };
    expect(await add("/buyers", jaya)).toEqual({
      status: 201,
      body: { ...jaya, receivableRupiah: 0 },
    });
    expect((await add("/buyers", jaya)).status).toBe(409);
    const induk = await add("/buyers", { name: "Induk Pati", kind: "induk", phone: null });
    expect(buyerSchema.parse(induk.body).id).toMatch(/^[a-z0-9]{12}$/);
    expect((await add("/funds", { id: "yatim", name: "Dana Yatim" })).status).toBe(201);
    expect((await add("/funds", { id: "ud-jaya", name: "Dana" })).status).toBe(409);
    expect((await add("/buyers", jaya, operator)).status).toBe(403);
    expect((await add("/funds", { name: "Dana" }, foreign)).status).toBe(403);
    const buyers = await operator.read(buyersSchema, "/buyers");
    expect(buyers.items.map(({ name }) => name)).toEqual(["Induk Pati", "UD Jaya"]);
    const funds = await operator.read(fundsSchema, "/funds");
    expect(funds.items).toEqual([{ id: "yatim", name: "Dana Yatim", balanceRupiah: 0 }]);
  });

  it("buy stock by their own scale, and pay their debt", async () => {
    const { receipt } = await treasurer.done("/sales", sale());
    expect(receipt).toMatchObject({
      kind: "sell",
      buyerName: "UD Jaya",
      member: null,
      lines: [{ name: "Botol PET", quantity: 4_900, grossRupiah: 29_400 }],
      netRupiah: 29_400,
    });
    const { items } = await operator.read(buyersSchema, "/buyers");
    expect(items.find(({ id }) => id === "ud-jaya")?.receivableRupiah).toBe(29_400);
    const stock = await operator.read(stockSchema, "/stock");
    expect(stock.rows[0]).toMatchObject({
      inStock: 5_000,
      sold: 4_900,
      lost: 100,
      costRupiah: 20_000,
    });
    const pay = (amountRupiah: number, buyer = "ud-jaya") => ({ buyer, amountRupiah });
    const paid = await treasurer.done("/payments", pay(29_400));
    expect(paid.receipt).toMatchObject({ buyerName: "UD Jaya", netRupiah: 29_400 });
    expect(await treasurer.refused("/payments", pay(1))).toBe("409 insufficient-balance");
    expect(await treasurer.refused("/payments", pay(1, "tidak-ada"))).toBe("404 not-found");
    expect(await treasurer.refused("/payments", pay(1, "yatim"))).toBe("404 not-found");
  });

  it("buy no more than there is, at their own hop", async () => {
    const lines = [{ ...sale().lines[0], takenQuantity: 5_001 }];
    expect(await treasurer.refused("/sales", sale({ lines }))).toBe("409 insufficient-balance");
    expect(await treasurer.refused("/sales", sale({ hop: "induk" }))).toBe("400 invalid-input");
    expect(await treasurer.refused("/sales", sale({ buyer: "yatim" }))).toBe("404 not-found");
    expect(await operator.refused("/sales", sale())).toBe("403 not-allowed");
  });

  it("get gifts of savings and of weighed lines, and pay aid out of them", async () => {
    const gift = { member: sari, product: "reguler", fund: "yatim", amountRupiah: 3_000 };
    const given = await operator.done("/donations", gift);
    expect(given.receipt).toMatchObject({
      kind: "donate",
      fundName: "Dana Yatim",
      productName: "Tabungan Reguler",
      netRupiah: 3_000,
      balanceRupiah: 37_000,
    });
    const payee = { akad: "donation", member: sari, fund: "yatim" };
    const brought = await operator.done("/deposits", deposit(sari, 500, { payee }));
    expect(brought.receipt).toMatchObject({ akad: "donation", fundName: "Dana Yatim" });
    expect(await operator.refused("/donations", { ...gift, fund: "ud-jaya" })).toBe(
      "404 not-found",
    );
    expect(await operator.refused("/donations", { ...gift, amountRupiah: 99_000 })).toBe(
      "409 insufficient-balance",
    );
    const aid = { fund: "yatim", amountRupiah: 5_000, note: "Beras" };
    expect(await operator.refused("/aid", aid)).toBe("403 not-allowed");
    const paid = await treasurer.done("/aid", aid);
    expect(paid.receipt).toMatchObject({ kind: "pay-aid", fundName: "Dana Yatim" });
    expect(await treasurer.refused("/aid", aid)).toBe("409 insufficient-balance");
    expect(await treasurer.refused("/aid", { ...aid, fund: "lain" })).toBe("404 not-found");
  });

  it("leave books that close", async () => {
    const books = await operator.read(booksSchema, "/books");
    expect(books).toMatchObject({ isClosed: true, rupiahByKind: { fund: 0, receivable: 0 } });
    expect(books.assetsRupiah).toBe(books.liabilitiesRupiah + books.equityRupiah);
  });

  it("of another bank are refused before anything is looked up", async () => {
    for (const path of ["/buyers", "/funds"]) {
      expect((await foreign.get(path)).status).toBe(403);
    }
    const amount = { amountRupiah: 1 };
    const move = { direction: "in", purpose: "capital", ...amount, note: "x" };
    expect(await foreign.refused("/sales", sale())).toBe("403 not-allowed");
    expect(await foreign.refused("/payments", { buyer: "ud-jaya", ...amount })).toBe(
      "403 not-allowed",
    );
    expect(await foreign.refused("/aid", { fund: "yatim", ...amount, note: "x" })).toBe(
      "403 not-allowed",
    );
    expect(await foreign.refused("/cash-moves", move)).toBe("403 not-allowed");
    expect(await operator.refused("/cash-moves", move)).toBe("403 not-allowed");
  });
});
