import { receiptCheckSchema, receiptSchema } from "@resik/contract/http/bank/receipt";
import { problemSchema } from "@resik/contract/http/problem";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { REQUESTS_PER_MINUTE } from "../../http/rate-limit.ts";
import { deposit, ITEM, openBank, startDesks, type Desk } from "../../test/bank-desk.ts";
import { SITE, type TestApi } from "../../test/harness.ts";

const REASON = { reason: "Salah timbang" };

describe("receipts", () => {
  let test: TestApi;
  let operator: Desk;
  let treasurer: Desk;
  let sari: string;
  let budi: string;
  beforeAll(async () => {
    ({ test, operator, treasurer } = await startDesks());
    await openBank(treasurer);
    sari = (await operator.member("Sari")).id;
    budi = (await operator.member("Budi")).id;
  });
  afterAll(() => test.close());

  const check = async (id: string) => {
    const answer = await test.call("GET", `/api/v1/open/receipts/${encodeURIComponent(id)}`);
    return { status: answer.status, body: await answer.json() };
  };

  it("keep the balance of their own moment", async () => {
    const first = await operator.done("/deposits", deposit(budi, 1_000));
    await operator.done("/deposits", deposit(budi, 1_000));
    const path = `/transfers/${first.transfer.seq}/receipt`;
    expect(await operator.read(receiptSchema, path)).toEqual(first.receipt);
  });

  it("are known to everybody as genuine, and nothing is said of whom", async () => {
    const { receipt } = await operator.done("/deposits", deposit(sari, 1_500));
    const { status, body } = await check(receipt?.id ?? "");
    expect(status).toBe(200);
    expect(receiptCheckSchema.strict().parse(body)).toMatchObject({
      id: receipt?.id,
      kind: "deposit",
      bankName: "Bank Sampah Melati",
      lines: 1,
      massG: 1_500,
      netRupiah: 6_000,
      isReversed: false,
    });
    expect(JSON.stringify(body)).not.toContain("Sari");
    const typed = (receipt?.id ?? "").toLowerCase().replaceAll("0", "o");
    expect((await check(` ${typed} `)).status).toBe(200);
  });

  it("are known as reversed when they are", async () => {
    const { transfer, receipt } = await operator.done("/deposits", deposit(sari, 1_500));
    await operator.done(`/transfers/${transfer.seq}/reverse`, REASON);
    expect((await check(receipt?.id ?? "")).body).toMatchObject({ isReversed: true });
  });

  it("that nobody printed are all the same not found", async () => {
    const { receipt } = await operator.done("/deposits", deposit(sari, 1_500));
    const [bank, seq, code = ""] = (receipt?.id ?? "").split("-");
    const forged = code.startsWith("Z") ? `Y${code.slice(1)}` : `Z${code.slice(1)}`;
    const answers = [];
    for (const id of [
      `${bank}-${seq}-${forged}`,
      `${bank}-${Number(seq) - 1}-${code}`,
      `${bank}-999999-${code}`,
      `${bank}-0-${code}`,
      `999-${seq}-${code}`,
      `${bank}-${seq}`,
      "bukan-struk",
      "x".repeat(2_000),
    ]) {
      const { status, body } = await check(id);
      const problem = { ...problemSchema.parse(body), requestId: "" };
      answers.push(JSON.stringify({ status, problem }));
    }
    expect(new Set(answers).size).toBe(1);
    expect(answers[0]).toContain("not-found");
  });

  it("say how the bank's share and fee were counted", async () => {
    const share = { type: "share", product: null } as const;
    const fifteen = { kind: "at-deposit", ratio: { numerator: 15, denominator: 100 } } as const;
    await treasurer.publish({ ...share, delivery: "picked-up", model: fifteen });
    const pickedUp = deposit(budi, 1_333, { delivery: "picked-up" });
    const brought = await operator.done("/deposits", pickedUp);
    expect(brought.receipt).toMatchObject({
      delivery: "picked-up",
      grossRupiah: 5_332,
      shareRupiah: 799,
      share: { kind: "at-deposit", numerator: 15, denominator: 100 },
      netRupiah: 4_533,
    });
    const tenth = { kind: "at-withdrawal", ratio: { numerator: 1, denominator: 10 } } as const;
    await treasurer.publish({ ...share, delivery: null, model: tenth });
    const asked = { member: budi, product: "reguler", amountRupiah: 1_009 };
    const { transfer } = await operator.done("/withdrawals", asked);
    await treasurer.done(`/withdrawals/${transfer.seq}/approve`, {});
    const paid = await operator.done(`/withdrawals/${transfer.seq}/pay`, {});
    expect(paid.receipt).toMatchObject({
      grossRupiah: 1_009,
      shareRupiah: 100,
      share: { kind: "at-withdrawal", numerator: 1, denominator: 10 },
      netRupiah: 909,
    });
  });

  it("keep the names of their own time", async () => {
    const { transfer, receipt } = await operator.done("/deposits", deposit(sari, 1_000));
    await treasurer.publish({ ...ITEM, name: "Botol bening" });
    const again = await operator.read(receiptSchema, `/transfers/${transfer.seq}/receipt`);
    expect(again).toEqual(receipt);
    const later = await operator.done("/deposits", deposit(sari, 1_000));
    expect(later.receipt?.lines[0]?.name).toBe("Botol bening");
  });

  it("are not looked up without end for one address; other public pages are", async () => {
    const ask = (path: string) => test.call("GET", `/api/v1/open/${path}`);
    let answer = await ask("receipts/1-1-AAAAAAAAAA");
    for (let asked = 1; answer.status === 404 && asked <= REQUESTS_PER_MINUTE.lookup; asked++) {
      answer = await ask("receipts/1-1-AAAAAAAAAA");
    }
    expect(answer.status).toBe(429);
    expect(Number(answer.headers.get("retry-after"))).toBeGreaterThan(0);
    expect(problemSchema.parse(await answer.json()).code).toBe("too-many-requests");
    expect((await ask(`banks/${SITE.id}/prices`)).status).toBe(200);
    const metrics = await (await test.call("GET", "/metrics")).text();
    expect(metrics).toMatch(/api_rate_limited_total\{rate="lookup"\} \d/);
  });
});
