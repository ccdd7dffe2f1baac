import { postedSchema } from "@resik/contract/http/bank/transfers";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { PENDING_MAX } from "../../bank/my-limits.ts";
import { petDeposit } from "../../test/book.ts";
import { LEBARAN, openResidents, problemOf, type Residents } from "./residents.fixture.ts";

const DAY_MS = 86_400_000;

let residents: Residents;
beforeAll(async () => {
  residents = await openResidents();
});
afterAll(() => residents.close());

const lebaranDeposit = (member: string, quantity: number) => {
  const deposit = petDeposit(member, quantity);
  if (deposit.kind !== "deposit") throw new Error("it is a deposit");
  return { ...deposit, payee: { akad: "saved" as const, member, product: "lebaran" } };
};

describe("what a resident asks for", () => {
  it("is pending until the bank pays, written once, and may be taken back", async () => {
    const body = { product: "regular", amountRupiah: 3_000 };
    const asked = await residents.post(residents.sari, "withdrawals", "withdraw-1", body);
    expect(asked.status).toBe(201);
    const { transfer } = postedSchema.parse(await asked.json());
    expect(transfer).toMatchObject({ kind: "request-withdrawal", actorName: "Sari" });
    const again = await residents.post(residents.sari, "withdrawals", "withdraw-1", body);
    expect(again.headers.get("idempotent-replayed")).toBe("true");
    expect(postedSchema.parse(await again.json()).transfer.seq).toBe(transfer.seq);
    const other = await residents.post(residents.sari, "withdrawals", "withdraw-1", {
      ...body,
      amountRupiah: 1,
    });
    expect(await other.json()).toMatchObject({ code: "idempotency-conflict" });
    expect((await residents.account(residents.sari)).pendingWithdrawals).toMatchObject([
      { seq: transfer.seq, amountRupiah: 3_000, state: "requested" },
    ]);
    expect(await residents.balanceOf(residents.sari, "regular")).toMatchObject({
      savingsRupiah: 5_000,
      payableRupiah: 3_000,
      withdrawableRupiah: 5_000,
    });

    const path = `withdrawals/${transfer.seq}/void`;
    const strangers = await residents.post(residents.budi, path, "void-of-budi", {});
    const missing = await residents.post(
      residents.budi,
      "withdrawals/999999/void",
      "void-of-none",
      {},
    );
    expect([strangers.status, missing.status]).toEqual([404, 404]);
    expect({ ...(await problemOf(strangers)), detail: "" }).toEqual({
      ...(await problemOf(missing)),
      detail: "",
    });
    expect(
      (await residents.post(residents.sari, path, "void-of-sari", { reason: "belum perlu" }))
        .status,
    ).toBe(201);
    const [row] = (await residents.passbook(residents.sari, "product=regular&limit=1")).items;
    expect(row).toMatchObject({ kind: "void-withdrawal", reason: "belum perlu" });
    expect((await residents.account(residents.sari)).pendingWithdrawals).toEqual([]);
    const twice = await residents.post(residents.sari, path, "void-again-1", {});
    expect(await twice.json()).toMatchObject({ code: "already-settled" });
  });

  it("cannot be voided after it was paid, nor be a deposit", async () => {
    const voidOf = async (seq: number, key: string) =>
      (await residents.post(residents.sari, `withdrawals/${seq}/void`, key, {})).status;
    expect(await voidOf(residents.kept.seq, "void-deposit")).toBe(404);
    await residents.book.post({ kind: "open-day", countedRupiah: 100_000 });
    const asked = await residents.post(residents.sari, "withdrawals", "withdraw-2", {
      product: "regular",
      amountRupiah: 1_000,
    });
    const { seq: target } = postedSchema.parse(await asked.json()).transfer;
    await residents.book.post({ kind: "approve-withdrawal", target });
    expect((await residents.account(residents.sari)).pendingWithdrawals).toMatchObject([
      { state: "approved" },
    ]);
    await residents.book.post({ kind: "pay-withdrawal", target });
    expect(await voidOf(target, "void-paid-1")).toBe(409);
  });

  it("keeps each member's keys apart, and within their length", async () => {
    await residents.book.post(petDeposit(residents.budi.member.id, 1_000));
    const body = { product: "regular", amountRupiah: 500 };
    const key = "k".repeat(70);
    expect((await residents.post(residents.sari, "withdrawals", key, body)).status).toBe(201);
    expect((await residents.post(residents.budi, "withdrawals", key, body)).status).toBe(201);
    expect((await residents.post(residents.sari, "withdrawals", `${key}k`, body)).status).toBe(400);
    expect((await residents.post(residents.sari, "withdrawals", "short", body)).status).toBe(400);
    const without = await residents.test.call("POST", "/api/v1/me/withdrawals", {
      headers: residents.sari.credentials,
      body: { occurredAt: new Date(residents.nowMs).toISOString(), ...body },
    });
    expect(without.status).toBe(400);
  });

  it("is bound by minimum, remaining minimum and term, and told so before", async () => {
    await residents.book.post(lebaranDeposit(residents.budi.member.id, 1_000));
    const lebaran = await residents.balanceOf(residents.budi, "lebaran");
    expect(lebaran).toMatchObject({ savingsRupiah: 4_000, withdrawableRupiah: 0 });
    expect(Date.parse(lebaran?.termUntil ?? "")).toBeGreaterThan(residents.nowMs + 29 * DAY_MS);
    const ask = async (amountRupiah: number, key: string) => {
      const answer = await residents.post(residents.budi, "withdrawals", key, {
        product: "lebaran",
        amountRupiah,
      });
      return ((await answer.json()) as { code: string }).code;
    };
    expect(await ask(1_999, "lebaran-1")).toBe("below-minimum");
    expect(await ask(2_000, "lebaran-2")).toBe("term-running");
    await residents.book.rule({ ...LEBARAN, termDays: 0 });
    expect(await residents.balanceOf(residents.budi, "lebaran")).toMatchObject({
      termUntil: null,
      withdrawableRupiah: 3_000,
    });
    expect(await ask(3_001, "lebaran-3")).toBe("insufficient-balance");
    const rest = { product: "lebaran", amountRupiah: 3_000 };
    expect((await residents.post(residents.budi, "withdrawals", "lebaran-4", rest)).status).toBe(
      201,
    );
    expect(await residents.balanceOf(residents.budi, "lebaran")).toMatchObject({
      withdrawableRupiah: 0,
    });
    expect(await ask(2_000, "lebaran-5")).toBe("insufficient-balance");
  });

  it("says before what the bank keeps of a withdrawal, and keeps that", async () => {
    const feeRatioOf = async () =>
      (await residents.balanceOf(residents.budi, "lebaran"))?.withdrawalFeeRatio;
    const share = { type: "share", product: "lebaran", delivery: null } as const;
    const ratio = { numerator: 15, denominator: 1_000 };
    await residents.book.rule({ ...share, model: { kind: "at-deposit", ratio } });
    expect(await feeRatioOf()).toBeNull();
    await residents.book.rule({ ...share, model: { kind: "at-withdrawal", ratio } });
    expect(await feeRatioOf()).toEqual(ratio);
    await residents.book.post(lebaranDeposit(residents.budi.member.id, 1_000));
    const body = { product: "lebaran", amountRupiah: 2_999 };
    const asked = await residents.post(residents.budi, "withdrawals", "lebaran-fee", body);
    expect(postedSchema.parse(await asked.json()).transfer.detail).toMatchObject({
      amountRupiah: 2_999,
      feeRupiah: 44,
    });
  });

  it("may be a gift to a fund of the bank, once there is one", async () => {
    const body = { product: "regular", amountRupiah: 1_000, fund: "yatim" };
    const before = await residents.post(residents.sari, "donations", "donate-01", body);
    expect(await before.json()).toMatchObject({ code: "not-found" });
    const made = await residents.test.call("POST", "/api/v1/banks/bsu-melati/funds", {
      headers: residents.treasurer,
      body: { id: "yatim", name: "Santunan Yatim" },
    });
    expect(made.status).toBe(201);
    expect((await residents.account(residents.sari)).funds).toEqual([
      { id: "yatim", name: "Santunan Yatim" },
    ]);
    // What was refused before the book was asked is not kept: the same key is good now.
    const given = await residents.post(residents.sari, "donations", "donate-01", body);
    expect(postedSchema.parse(await given.json())).toMatchObject({
      transfer: { kind: "donate" },
      receipt: { fundName: "Santunan Yatim", netRupiah: 1_000 },
    });
    const tooMuch = { ...body, amountRupiah: 1_000_000 };
    const refused = await residents.post(residents.sari, "donations", "donate-02", tooMuch);
    expect(await refused.json()).toMatchObject({ code: "insufficient-balance" });
  });

  it("is written at once while there is no broker to announce it to", async () => {
    const count = async (name: string) => {
      const text = await (await residents.test.call("GET", "/metrics")).text();
      return Number(new RegExp(`^${name} (.+)$`, "m").exec(text)?.[1]);
    };
    const body = { product: "regular", amountRupiah: 1 };
    expect((await residents.post(residents.sari, "withdrawals", "no-broker", body)).status).toBe(
      201,
    );
    expect((await residents.test.call("GET", "/readyz")).status).toBe(200);
    await expect.poll(() => count("api_deposit_lag_seconds")).toBeGreaterThan(0);
    expect(await count("api_deposits_announced_total")).toBe(0);
  });

  it("is refused to whoever is no member", async () => {
    const body = {
      occurredAt: new Date(residents.nowMs).toISOString(),
      product: "regular",
      amountRupiah: 1_000,
    };
    for (const headers of [{}, residents.treasurer]) {
      const key = { "idempotency-key": "not-a-member" };
      const answer = await residents.test.call("POST", "/api/v1/me/withdrawals", {
        headers: { ...headers, ...key },
        body,
      });
      expect([401, 403]).toContain(answer.status);
    }
  });
});

describe("a resident's phone gone wild", () => {
  it("is told to wait, and leaves at most as many requests waiting as the first screen shows", async () => {
    const wawan = await residents.test.enterMember(residents.treasurer, { name: "Wawan" });
    const { member } = wawan;
    await residents.book.post(petDeposit(member.id, 25_000));
    for (let index = 0; index < PENDING_MAX - 1; index++) {
      const command = {
        kind: "request-withdrawal",
        member: member.id,
        product: "regular",
      } as const;
      await residents.book.post({ ...command, amountRupiah: 1 });
    }
    const ask = async (key: string) => {
      const body = { product: "regular", amountRupiah: 1 };
      const answer = await residents.post(wawan, "withdrawals", key, body);
      const { code } = (await answer.json()) as { code?: string };
      return { status: answer.status, code, waitS: answer.headers.get("retry-after") };
    };
    expect((await ask("wild-last-one")).status).toBe(201);
    expect(await ask("wild-too-many")).toMatchObject({ status: 429, code: "too-many-requests" });
    // A repeat of what was written is heard all the same.
    expect((await ask("wild-last-one")).status).toBe(201);
    const { pendingWithdrawals } = await residents.account(wawan);
    expect(pendingWithdrawals).toHaveLength(PENDING_MAX);

    const { seq } = pendingWithdrawals[0] ?? { seq: 0 };
    expect((await residents.post(wawan, `withdrawals/${seq}/void`, "wild-void-1", {})).status).toBe(
      201,
    );
    expect((await ask("wild-after-void")).status).toBe(201);
    let last = await ask("wild-0000");
    for (let index = 1; last.waitS === null && index < 40; index++) {
      last = await ask(`wild-${String(index).padStart(4, "0")}`);
    }
    expect(last).toMatchObject({ status: 429, waitS: "2" });
  });
});
