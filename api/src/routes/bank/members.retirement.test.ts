import { deskSchema } from "@resik/contract/http/bank/desk";
import { memberSchema, memberViewSchema } from "@resik/contract/http/bank/members";
import { cashListSchema } from "@resik/contract/http/bank/transfers";
import { pageOf } from "@resik/contract/http/page";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { deposit, line, openBank, startDesks, type Desk } from "../../test/bank-desk.ts";
import { openBook, type Book } from "../../test/book.ts";
import { SITE, type TestApi } from "../../test/harness.ts";

describe("a member who leaves", () => {
  let test: TestApi;
  let operator: Desk;
  let treasurer: Desk;
  let book: Book;
  beforeAll(async () => {
    ({ test, operator, treasurer } = await startDesks());
    await openBank(treasurer);
    book = openBook(test.dataDir);
  });
  afterAll(async () => {
    await book.close();
    await test.close();
  });

  const call = (member: string, what: "retire" | "reactivate") =>
    test.call("POST", `/api/v1/banks/${SITE.id}/members/${member}/${what}`, {
      headers: operator.headers,
    });
  const codeOf = async (answer: Response): Promise<unknown> =>
    ((await answer.json()) as { code?: string }).code;

  it("is kept while a deposit waits for the harvest, until it is valued and paid or reversed", async () => {
    const { id } = await operator.member("Sari");
    const later = await operator.done("/deposits", deposit(id, 1_000, { valued: "at-harvest" }));
    expect(await codeOf(await call(id, "retire"))).toBe("balance-left");
    const value = await treasurer.done(`/transfers/${later.transfer.seq}/value`, {});
    expect(await codeOf(await call(id, "retire"))).toBe("balance-left");
    await treasurer.done(`/transfers/${value.transfer.seq}/reverse`, { reason: "Salah harga" });
    expect(await codeOf(await call(id, "retire"))).toBe("balance-left");
    await operator.done(`/transfers/${later.transfer.seq}/reverse`, { reason: "Salah nasabah" });
    expect((await call(id, "retire")).status).toBe(200);
  });

  it("may leave while a gift waits for the harvest: it is the fund's", async () => {
    const body = { id: "sosial", name: "Dana sosial" };
    const path = `/api/v1/banks/${SITE.id}/funds`;
    await test.call("POST", path, { headers: treasurer.headers, body });
    const { id } = await operator.member("Budi");
    const gift = { payee: { akad: "donation", member: id, fund: "sosial" }, valued: "at-harvest" };
    await operator.done("/deposits", deposit(id, 1_000, gift));
    expect((await call(id, "retire")).status).toBe(200);
  });

  it("while a deposit is being written is seen with it, and can be paid out after coming back", async () => {
    const { id } = await operator.member("Tono");
    expect((await call(id, "retire")).status).toBe(200);
    // What a deposit does that looked the member up just before.
    const { kind, ...rest } = { kind: "deposit" as const, ...deposit(id, 1_000) };
    await book.post({
      ...rest,
      kind,
      payee: { akad: "saved", member: id, product: "reguler" },
      valued: "now",
      hop: "member",
      delivery: "dropped-off",
      lines: [line(1_000)],
    });
    const retired = await operator.read(pageOf(memberSchema), "/members?retired=yes");
    expect(retired.items.map((member) => member.id)).toContain(id);
    expect(await operator.read(memberViewSchema, `/members/${id}`)).toMatchObject({
      balances: [{ savingsRupiah: 4_000 }],
    });
    const list = await operator.read(cashListSchema, "/cash-list");
    expect(list.rows.find(({ member }) => member.id === id)).toMatchObject({
      withdrawableRupiah: 4_000,
    });
    const ask = { member: id, product: "reguler", amountRupiah: 4_000 };
    expect(await operator.refused("/withdrawals", ask)).toBe("409 member-retired");
    expect((await call(id, "reactivate")).status).toBe(200);
    const { transfer } = await operator.done("/withdrawals", ask);
    await treasurer.done(`/withdrawals/${transfer.seq}/approve`, {});
    await operator.done(`/withdrawals/${transfer.seq}/pay`, {});
    expect((await call(id, "retire")).status).toBe(200);
  });

  it("leaves the items that come often in the phone's list, whatever else was written", async () => {
    for (let index = 0; index < 301; index++) {
      await book.post({
        kind: "move-cash",
        direction: "in",
        purpose: "operations",
        amountRupiah: 1,
        note: "x",
      });
    }
    expect((await operator.read(deskSchema, "/desk")).itemsByUse).toEqual(["pet.bersih"]);
  });
});
