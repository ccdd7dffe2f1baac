import { receiptSchema } from "@resik/contract/http/bank/receipt";
import { transferViewSchema } from "@resik/contract/http/bank/transfers";
import { pageOf } from "@resik/contract/http/page";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { deposit, openBank, startDesks, type Desk } from "../../test/bank-desk.ts";
import { type TestApi } from "../../test/harness.ts";

const pageSchema = pageOf(transferViewSchema);
const REASON = { reason: "Salah timbang" };

describe("transfers", () => {
  let test: TestApi;
  let operator: Desk;
  let treasurer: Desk;
  let foreign: Desk;
  let sari: string;
  let budi: string;
  beforeAll(async () => {
    ({ test, operator, treasurer, foreign } = await startDesks());
    await openBank(treasurer);
    sari = (await operator.member("Sari")).id;
    budi = (await operator.member("Budi")).id;
  });
  afterAll(() => test.close());

  const list = (query: string) => operator.read(pageSchema, `/transfers?${query}`);
  const seqsOf = async (query: string) => (await list(query)).items.map(({ seq }) => seq);

  it("are listed newest first by kind, member and time, page by page", async () => {
    const first = await operator.done("/deposits", deposit(sari, 1_000));
    const second = await operator.done("/deposits", deposit(budi, 1_000));
    const third = await operator.done("/deposits", deposit(sari, 2_000));
    const [one, two, three] = [first, second, third].map(({ transfer }) => transfer.seq);
    expect(await seqsOf("kinds=deposit")).toEqual([three, two, one]);
    expect(await seqsOf(`member=${sari}`)).toEqual([three, one]);
    const page = await list("kinds=deposit&limit=2");
    expect(page.items.map(({ seq }) => seq)).toEqual([three, two]);
    const rest = await list(`kinds=deposit&limit=2&cursor=${page.next}`);
    expect(rest).toMatchObject({ items: [{ seq: one }], next: null });
    const { recordedAt } = first.transfer;
    expect(await seqsOf(`kinds=deposit&to=${recordedAt}`)).toEqual([]);
    expect(await seqsOf(`kinds=deposit&from=${recordedAt}`)).toEqual([three, two, one]);
    expect(await operator.read(transferViewSchema, `/transfers/${one}`)).toEqual(first.transfer);
  });

  it.each(["kinds=gold", "kinds=", "cursor=x", "cursor=YWJj", "limit=0", "from=yesterday"])(
    "are not listed by %s",
    async (query) => {
      expect((await operator.get(`/transfers?${query}`)).status).toBe(400);
    },
  );

  it("that are none are not found", async () => {
    for (const path of ["/transfers/9999", "/transfers/9999/receipt", "/transfers/1/receipt"]) {
      expect((await operator.get(path)).status).toBe(404);
    }
    expect((await operator.get("/transfers/0")).status).toBe(400);
    expect(await operator.refused("/transfers/9999/reverse", REASON)).toBe("404 not-found");
  });

  it("are undone once, and both sides show it", async () => {
    const { transfer } = await operator.done("/deposits", deposit(sari, 1_000));
    const path = `/transfers/${transfer.seq}`;
    const undone = await operator.done(`${path}/reverse`, REASON);
    expect(undone).toMatchObject({
      transfer: { kind: "reverse", reverses: transfer.seq, member: { name: "Sari" } },
      receipt: null,
    });
    const shown = await operator.read(transferViewSchema, path);
    expect(shown.reversedBy).toBe(undone.transfer.seq);
    const receipt = await operator.read(receiptSchema, `${path}/receipt`);
    expect(receipt.reversal).toEqual({
      at: undone.transfer.recordedAt,
      reason: "Salah timbang",
    });
    expect(await operator.refused(`${path}/reverse`, REASON)).toBe("409 already-reversed");
    expect(await seqsOf(`member=${sari}&limit=1`)).toEqual([undone.transfer.seq]);
  });

  it("other than deposits are undone by a treasurer alone", async () => {
    const { transfer } = await treasurer.done("/cash-moves", {
      direction: "out",
      purpose: "operations",
      amountRupiah: 1_000,
      note: "Karung",
    });
    const path = `/transfers/${transfer.seq}/reverse`;
    expect(await operator.refused(path, REASON)).toBe("403 not-allowed");
    await treasurer.done(path, REASON);
    expect(await treasurer.refused("/transfers/1/reverse", REASON)).toBe("400 invalid-input");
  });

  it("that were held until the sale are released by a treasurer, once", async () => {
    const model = { kind: "held-until-sold" } as const;
    await treasurer.publish({ type: "share", product: null, delivery: "picked-up", model });
    const pickedUp = deposit(budi, 2_000, { delivery: "picked-up" });
    const { transfer, receipt } = await operator.done("/deposits", pickedUp);
    expect(receipt).toMatchObject({ netRupiah: 8_000, share: { kind: "held-until-sold" } });
    const path = `/transfers/${transfer.seq}/release`;
    expect(await operator.refused(path, {})).toBe("403 not-allowed");
    const released = await treasurer.done(path, {});
    expect(released.transfer).toMatchObject({
      kind: "release",
      continues: transfer.seq,
      member: { name: "Budi" },
      detail: { amountRupiah: 8_000 },
    });
    expect(await treasurer.refused(path, {})).toBe("409 already-settled");
    expect(await operator.refused(`/transfers/${transfer.seq}/reverse`, REASON)).toBe(
      "409 already-settled",
    );
  });

  it("that wait for the harvest are listed until they are settled, oldest first", async () => {
    const waiting = async () => (await operator.read(pageSchema, "/settlements")).items;
    const wait = async (member: string) =>
      (await operator.done("/deposits", deposit(member, 1_000, { valued: "at-harvest" }))).transfer;
    const [first, second, third] = [await wait(sari), await wait(budi), await wait(sari)];
    expect(await waiting()).toEqual([first, second, third]);
    const page = await operator.read(pageSchema, "/settlements?limit=2");
    expect(page.items).toEqual([first, second]);
    const rest = await operator.read(pageSchema, `/settlements?limit=2&cursor=${page.next}`);
    expect(rest).toEqual({ items: [third], next: null });
    const value = await treasurer.done(`/transfers/${first.seq}/value`, {});
    await operator.done(`/transfers/${second.seq}/reverse`, REASON);
    expect(await waiting()).toEqual([third]);
    await treasurer.done(`/transfers/${value.transfer.seq}/reverse`, REASON);
    expect((await waiting()).map(({ seq }) => seq)).toEqual([first.seq, third.seq]);
    for (const query of ["cursor=x", "limit=0", "limit=501"]) {
      expect((await operator.get(`/settlements?${query}`)).status).toBe(400);
    }
  });

  it("of another bank are refused, whether they are there or not", async () => {
    for (const path of [
      "/transfers",
      "/transfers/1",
      "/transfers/9999",
      "/transfers/1/receipt",
      "/settlements",
    ]) {
      expect((await foreign.get(path)).status).toBe(403);
    }
    expect(await foreign.refused("/transfers/1/reverse", REASON)).toBe("403 not-allowed");
  });
});
