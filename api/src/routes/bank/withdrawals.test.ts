import { cashListSchema, withdrawalViewSchema } from "@resik/contract/http/bank/transfers";
import { receiptSchema } from "@resik/contract/http/bank/receipt";
import { pageOf } from "@resik/contract/http/page";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import {
  createDesk,
  deposit,
  freshKey,
  now,
  openBank,
  PRODUCT,
  type Desk,
  startDesks,
} from "../../test/bank-desk.ts";
import { ADMIN, PASSWORD, SITE, type TestApi } from "../../test/harness.ts";

const listSchema = pageOf(withdrawalViewSchema);

describe("withdrawals", () => {
  let test: TestApi;
  let operator: Desk;
  let treasurer: Desk;
  let second: Desk;
  let foreign: Desk;
  beforeAll(async () => {
    ({ test, operator, treasurer, foreign } = await startDesks());
    const roles = [{ role: "treasurer", site: SITE.id }];
    const account = { username: "bendahara.dua", name: "bendahara.dua", password: PASSWORD, roles };
    await test.call("POST", "/api/v1/users", { headers: ADMIN, body: account });
    second = createDesk(test, await test.signIn("bendahara.dua"));
    await openBank(treasurer);
    await treasurer.publish({ type: "settings", approvalLimitRupiah: 50_000 });
  });
  afterAll(() => test.close());

  /** A new member with this much in the savings, which four rupiah a gram came to. */
  const saver = async (rupiah: number): Promise<string> => {
    const { id } = await operator.member("Sari");
    await operator.done("/deposits", deposit(id, rupiah / 4));
    return id;
  };
  const ask = (member: string, amountRupiah: number) => ({
    member,
    product: "reguler",
    amountRupiah,
  });
  const request = async (member: string, amountRupiah: number): Promise<number> =>
    (await operator.done("/withdrawals", ask(member, amountRupiah))).transfer.seq;
  const list = (query = "") => operator.read(listSchema, `/withdrawals${query}`);
  const one = async (seq: number, query = "") =>
    (await list(query)).items.find((item) => item.seq === seq);

  it("are asked for, approved and paid, with a receipt at the payment", async () => {
    const sari = await saver(40_000);
    const asked = await operator.done("/withdrawals", ask(sari, 30_000));
    expect(asked.receipt).toBeNull();
    const { seq } = asked.transfer;
    expect(await one(seq)).toMatchObject({
      member: { name: "Sari" },
      amountRupiah: 30_000,
      requestedBy: "desk",
      approvalsNeeded: 1,
      approvals: [],
      isApprovedByMe: false,
      state: "requested",
      settledAt: null,
    });
    expect(await operator.refused(`/withdrawals/${seq}/pay`, {})).toBe("409 approval-missing");
    expect(await operator.refused(`/withdrawals/${seq}/approve`, {})).toBe("403 not-allowed");
    await treasurer.done(`/withdrawals/${seq}/approve`, {});
    expect(await one(seq)).toMatchObject({
      state: "approved",
      approvals: [{ actorName: "bendahara" }],
      isApprovedByMe: false,
    });
    const mine = await treasurer.read(listSchema, "/withdrawals");
    expect(mine.items.find((item) => item.seq === seq)?.isApprovedByMe).toBe(true);
    const paid = await operator.done(`/withdrawals/${seq}/pay`, {});
    expect(paid.receipt).toMatchObject({
      kind: "pay-withdrawal",
      member: { name: "Sari" },
      productName: "Tabungan Reguler",
      grossRupiah: 30_000,
      shareRupiah: 0,
      netRupiah: 30_000,
      balanceRupiah: 10_000,
    });
    expect(await one(seq)).toBeUndefined();
    expect(await one(seq, "?state=settled")).toMatchObject({
      state: "paid",
      paymentSeq: paid.transfer.seq,
    });
    expect(await operator.refused(`/withdrawals/${seq}/pay`, {})).toBe("409 already-settled");
  });

  it("above the bank's limit need two different people", async () => {
    const seq = await request(await saver(80_000), 50_001);
    await treasurer.done(`/withdrawals/${seq}/approve`, {});
    expect(await treasurer.refused(`/withdrawals/${seq}/approve`, {})).toBe("409 already-exists");
    expect(await operator.refused(`/withdrawals/${seq}/pay`, {})).toBe("409 approval-missing");
    expect(await one(seq)).toMatchObject({ state: "requested", approvalsNeeded: 2 });
    await second.done(`/withdrawals/${seq}/approve`, {});
    expect(await one(seq)).toMatchObject({ state: "approved" });
    await operator.done(`/withdrawals/${seq}/pay`, {});
  });

  it("count somebody with two roles, who also asked for it at the desk, as one person", async () => {
    const roles = [
      { role: "operator", site: SITE.id },
      { role: "treasurer", site: SITE.id },
    ];
    const account = { username: "rangkap", name: "rangkap", password: PASSWORD, roles };
    await test.call("POST", "/api/v1/users", { headers: ADMIN, body: account });
    const both = createDesk(test, await test.signIn("rangkap"));
    const member = await saver(80_000);
    const { seq } = (await both.done("/withdrawals", ask(member, 60_000))).transfer;
    await both.done(`/withdrawals/${seq}/approve`, {});
    expect(await both.refused(`/withdrawals/${seq}/approve`, {})).toBe("409 already-exists");
    expect(await both.refused(`/withdrawals/${seq}/pay`, {})).toBe("409 approval-missing");
    await treasurer.done(`/withdrawals/${seq}/approve`, {});
    await both.done(`/withdrawals/${seq}/pay`, {});
  });

  it("of the whole balance by five at once succeed once", async () => {
    const sari = await saver(40_000);
    const five = await Promise.all(
      Array.from({ length: 5 }, () => operator.send("/withdrawals", ask(sari, 40_000))),
    );
    expect(five.filter(({ status }) => status === 201)).toHaveLength(1);
    expect(five.filter(({ status }) => status === 409).map(({ body }) => body)).toMatchObject(
      Array.from({ length: 4 }, () => ({ code: "insufficient-balance" })),
    );
  });

  it("that are sent again get their first answer", async () => {
    const sari = await saver(40_000);
    const options = { key: freshKey(), occurredAt: now() };
    const first = await operator.send("/withdrawals", ask(sari, 40_000), options);
    const again = await operator.send("/withdrawals", ask(sari, 40_000), options);
    expect(again).toEqual({ ...first, isReplayed: true });
    expect(await operator.refused("/withdrawals", ask(sari, 1_000), options)).toBe(
      "409 idempotency-conflict",
    );
  });

  it("that are void, or were undone, are settled; an undone payment waits again", async () => {
    const sari = await saver(40_000);
    const cancelled = await request(sari, 1_000);
    await operator.done(`/withdrawals/${cancelled}/void`, { reason: "Batal" });
    const undone = await request(sari, 2_000);
    await treasurer.done(`/transfers/${undone}/reverse`, { reason: "Salah" });
    const unpaid = await request(sari, 3_000);
    await treasurer.done(`/withdrawals/${unpaid}/approve`, {});
    const payment = await operator.done(`/withdrawals/${unpaid}/pay`, {});
    await treasurer.done(`/transfers/${payment.transfer.seq}/reverse`, { reason: "Salah orang" });
    expect(await one(cancelled, "?state=settled")).toMatchObject({
      state: "void",
      paymentSeq: null,
    });
    expect(await one(undone, "?state=settled")).toMatchObject({ state: "reversed" });
    expect(await one(unpaid)).toMatchObject({
      state: "approved",
      settledAt: null,
      paymentSeq: null,
    });
    const { transfer } = payment;
    const receipt = await operator.read(receiptSchema, `/transfers/${transfer.seq}/receipt`);
    expect(receipt.reversal?.reason).toBe("Salah orang");
  });

  it("are told apart by who asked: the desk or the member", async () => {
    const { member, credentials } = await test.enterMember(operator.headers);
    await operator.done("/deposits", deposit(member.id, 10_000));
    const answer = await test.call("POST", "/api/v1/me/withdrawals", {
      headers: { ...credentials, "idempotency-key": freshKey() },
      body: { occurredAt: now(), product: "reguler", amountRupiah: 1_000 },
    });
    expect(answer.status).toBe(201);
    const { items } = await list();
    expect(items.find((item) => item.member?.id === member.id)?.requestedBy).toBe("member");
  });

  it("keep the rules of the product", async () => {
    const lebaran = { ...PRODUCT, product: "lebaran", name: "Tabungan Lebaran" };
    await treasurer.publish({ ...lebaran, minimumRupiah: 10_000, remainingRupiah: 5_000 });
    await treasurer.publish({ ...PRODUCT, product: "sekolah", name: "Sekolah", termDays: 30 });
    const { id } = await operator.member("Budi");
    for (const product of ["lebaran", "sekolah"]) {
      const payee = { akad: "saved", member: id, product };
      await operator.done("/deposits", deposit(id, 5_000, { payee }));
    }
    const of = (product: string, amountRupiah: number) => ({ ...ask(id, amountRupiah), product });
    expect(await operator.refused("/withdrawals", of("lebaran", 9_999))).toBe("409 below-minimum");
    expect(await operator.refused("/withdrawals", of("lebaran", 15_001))).toBe(
      "409 insufficient-balance",
    );
    expect(await operator.refused("/withdrawals", of("sekolah", 1_000))).toBe("409 term-running");
    expect(await operator.refused("/withdrawals", of("emas", 1_000))).toBe("404 not-found");
    expect(await operator.refused("/withdrawals", ask("tidak-ada", 1_000))).toBe("404 not-found");
    const before = await operator.read(cashListSchema, "/cash-list?product=lebaran");
    expect(before).toMatchObject({
      rows: [{ member: { name: "Budi" }, toPayRupiah: 0, withdrawableRupiah: 15_000 }],
      withdrawableRupiah: 15_000,
    });
    await operator.done("/withdrawals", of("lebaran", 10_000));
    const after = await operator.read(cashListSchema, "/cash-list?product=lebaran");
    expect(after).toMatchObject({
      rows: [{ productName: "Tabungan Lebaran", toPayRupiah: 10_000, withdrawableRupiah: 0 }],
      toPayRupiah: 10_000,
    });
    const all = await operator.read(cashListSchema, "/cash-list");
    expect(all.rows.some(({ product }) => product === "sekolah")).toBe(false);
    const numbers = all.rows.map(({ member }) => member.number);
    expect(numbers).toEqual(numbers.toSorted());
  });

  it("are listed page by page", async () => {
    const all = (await list()).items.map(({ seq }) => seq);
    const page = await list("?limit=1");
    const rest = await list(`?cursor=${page.next}`);
    expect([...page.items, ...rest.items].map(({ seq }) => seq)).toEqual(all);
  });

  it("of another bank are refused before anything is looked up", async () => {
    for (const path of ["/withdrawals", "/cash-list"]) {
      expect((await foreign.get(path)).status).toBe(403);
    }
    for (const path of ["", "/9999/approve", "/9999/pay", "/9999/void"]) {
      const body = path === "" ? ask("siapa", 1) : path.endsWith("void") ? { reason: "x" } : {};
      expect(await foreign.refused(`/withdrawals${path}`, body)).toBe("403 not-allowed");
    }
  });
});
