import { describe, expect, it } from "vitest";
import { ACCOUNTS } from "../account.ts";
import { memberIdSchema, productIdSchema } from "@resik/contract/bank/ids";
import type { CurrentLedger } from "../store.suite.ts";
import { BANK, deposit, line, openBank, PET, price, type LineInput } from "./desk.ts";
import { expectIntact } from "./expect-intact.ts";

const M1 = memberIdSchema.parse("m1");
const REGULAR_ID = productIdSchema.parse("regular");
const SAVINGS = ACCOUNTS.savings(M1, REGULAR_ID);
const HELD = ACCOUNTS.held(M1, REGULAR_ID);

const reading = (seq: number): LineInput["evidence"] => ({
  device: "scale-1",
  boot: "b1",
  seq,
  teraUntil: "2026-12-31",
});

export function describeDeposits(current: () => CurrentLedger): void {
  describe("deposits", () => {
    it("credit the member at the price in force and freeze it on the line", async () => {
      const { store, desk } = current();
      await openBank(desk);
      const before = await desk.done(deposit(1_250));
      await desk.rule(price(5_000));
      await desk.done(deposit(1_250));
      expect(await store.balance(BANK, SAVINGS)).toBe(5_000 + 6_250);
      const kept = await store.transfer(BANK, before.seq);
      expect(kept).toEqual(before);
      expect(kept?.detail).toMatchObject({
        lines: [{ quantity: 1_250, value: { rupiahPerUnit: 4_000, grossRupiah: 5_000 } }],
      });
      await expectIntact(store);
    });

    it("price a line by when it was weighed, also when it arrives after a change", async () => {
      const { store, desk, clock } = current();
      await openBank(desk);
      const weighedAtMs = clock.nowMs();
      await clock.advance(3_600_000);
      await desk.rule(price(5_000));
      await desk.done(deposit(1_000, {}), { occurredAtMs: weighedAtMs });
      expect(await store.balance(BANK, SAVINGS)).toBe(4_000);
    });

    it("refuse a price version that is not the one in force, and an item without a price", async () => {
      const { desk } = current();
      await openBank(desk);
      const next = await desk.rule(price(5_000));
      const seen = (priceVersion: number) => deposit(1, { lines: [line(1_000, { priceVersion })] });
      expect(await desk.refused(seen(next.seq - 1))).toBe("price-changed");
      await desk.done(seen(next.seq));
      const oil = deposit(1, { lines: [line(1_000, { item: "oil" })] });
      expect(await desk.refused(oil)).toBe("no-price");
      const unknown = deposit(1, { lines: [line(1_000, { item: "gold" })] });
      expect(await desk.refused(unknown)).toBe("not-found");
      const grade = deposit(1, { lines: [line(1_000, { grade: "dirty" })] });
      expect(await desk.refused(grade)).toBe("not-found");
    });

    it("choose the most special list by payout and delivery", async () => {
      const { desk } = current();
      await openBank(desk);
      await desk.rule(price(3_500, { payout: "cash" }));
      await desk.rule(price(3_000, { delivery: "picked-up" }));
      await desk.rule(price(2_500, { payout: "cash", delivery: "picked-up" }));
      const cash = { akad: "cash", member: "m1" } as const;
      const paid = async (options: Parameters<typeof deposit>[1]): Promise<unknown> =>
        (await desk.done(deposit(1_000, options))).detail;
      const worth = (grossRupiah: number) => ({ lines: [{ value: { grossRupiah } }] });
      expect(await paid({})).toMatchObject(worth(4_000));
      expect(await paid({ payee: cash })).toMatchObject(worth(3_500));
      expect(await paid({ delivery: "picked-up" })).toMatchObject(worth(3_000));
      expect(await paid({ payee: cash, delivery: "picked-up" })).toMatchObject(worth(2_500));
      await desk.rule(price(null, { payout: "cash" }));
      expect(await paid({ payee: cash })).toMatchObject(worth(4_000));
    });

    it("share with the bank by product and delivery, the fraction staying with the member", async () => {
      const { store, desk } = current();
      await openBank(desk);
      const ratio = { numerator: 15, denominator: 100 };
      const share = { type: "share", product: null } as const;
      await desk.rule({ ...share, delivery: null, model: { kind: "at-deposit", ratio } });
      await desk.rule({
        ...share,
        delivery: "picked-up",
        model: { kind: "at-deposit", ratio: { numerator: 7, denominator: 10 } },
      });
      await desk.done(deposit(1_001));
      // 4,004 × 15 % = 600.6: the bank gets 600.
      expect(await store.balance(BANK, SAVINGS)).toBe(3_404);
      expect(await store.balance(BANK, ACCOUNTS.bankShare)).toBe(600);
      await desk.done(deposit(1_001, { delivery: "picked-up" }));
      expect(await store.balance(BANK, SAVINGS)).toBe(3_404 + 1_202);
      await expectIntact(store);
    });

    it("pay cash at once on an open day only, and give donations to their fund whole", async () => {
      const { store, desk } = current();
      await openBank(desk, 10_000);
      const cash = { akad: "cash", member: null } as const;
      await desk.done(deposit(2_000, { payee: cash }));
      expect(await store.balance(BANK, "cash")).toBe(2_000);
      expect(await desk.refused(deposit(1_000, { payee: cash }))).toBe("insufficient-balance");
      const gift = { akad: "donation", member: null, fund: "social" } as const;
      await desk.done(deposit(500, { payee: gift }));
      expect(await store.balance(BANK, "fund:social")).toBe(2_000);
      await desk.done({ kind: "close-day", countedRupiah: 2_000 });
      expect(await desk.refused(deposit(100, { payee: cash }))).toBe("not-open");
      await desk.done(deposit(100));
      await expectIntact(store);
    });

    it("wait for their value until the harvest, then get it once", async () => {
      const { store, desk, clock } = current();
      await openBank(desk);
      const weighed = await desk.done(deposit(10_000, { valued: "at-harvest" }));
      expect(await store.balance(BANK, SAVINGS)).toBe(0);
      expect(await store.balance(BANK, "waiting:pet.clean")).toBe(10_000);
      await clock.advance(86_400_000);
      await desk.rule(price(4_400));
      await desk.done({ kind: "value", target: weighed.seq });
      expect(await store.balance(BANK, SAVINGS)).toBe(44_000);
      expect(await store.balance(BANK, "waiting:pet.clean")).toBe(0);
      expect(await store.balance(BANK, "stock:pet.clean")).toBe(10_000);
      expect(await desk.refused({ kind: "value", target: weighed.seq })).toBe("already-settled");
      const now = await desk.done(deposit(1_000));
      expect(await desk.refused({ kind: "value", target: now.seq })).toBe("not-found");
      await expectIntact(store);
    });

    it("share what the sale brings by the collector's list at the harvest", async () => {
      const { store, desk } = current();
      await openBank(desk);
      const ratio = { numerator: 1, denominator: 10 };
      const model = { kind: "of-sale", ratio } as const;
      await desk.rule({ type: "share", product: "regular", delivery: null, model });
      expect(await desk.refused(deposit(1_000))).toBe("invalid-input");
      const weighed = await desk.done(deposit(1_000, { valued: "at-harvest" }));
      await desk.done({ kind: "value", target: weighed.seq });
      expect(await store.balance(BANK, SAVINGS)).toBe(5_400);
      expect(await store.balance(BANK, ACCOUNTS.bankShare)).toBe(600);
    });

    it("are held until sold where the bank says so, and released once", async () => {
      const { store, desk } = current();
      await openBank(desk);
      const model = { kind: "held-until-sold" } as const;
      await desk.rule({ type: "share", product: null, delivery: null, model });
      const held = await desk.done(deposit(1_000));
      expect(await store.balance(BANK, SAVINGS)).toBe(0);
      expect(await store.balance(BANK, HELD)).toBe(4_000);
      await desk.done({ kind: "release", target: held.seq });
      expect(await store.balance(BANK, SAVINGS)).toBe(4_000);
      expect(await store.balance(BANK, HELD)).toBe(0);
      expect(await desk.refused({ kind: "release", target: held.seq })).toBe("already-settled");
      await expectIntact(store);
    });

    it("use a stable reading once, until its deposit is reversed", async () => {
      const { store, desk } = current();
      await openBank(desk);
      const weighed = deposit(1, { lines: [line(1_000, { evidence: reading(7) })] });
      const first = await desk.done(weighed);
      expect(await desk.refused(weighed)).toBe("reading-used");
      const twice = [line(1, { evidence: reading(8) }), line(2, { evidence: reading(8) })];
      expect(await desk.refused(deposit(1, { lines: twice }))).toBe("reading-used");
      await desk.done({ kind: "reverse", target: first.seq, reason: "Salah nasabah" });
      await desk.done(weighed);
      expect(await store.balance(BANK, SAVINGS)).toBe(4_000);
      await expectIntact(store);
    });

    it("refuse a line whose value is beyond any line", async () => {
      const { store, desk } = current();
      await openBank(desk);
      await desk.rule(price(100_000_000, { grade: "mixed" }));
      const worth = (quantity: number) =>
        deposit(1, { lines: [line(quantity, { grade: "mixed" })] });
      expect(await desk.refused(worth(10_000_001))).toBe("invalid-input");
      await desk.done(worth(10_000_000));
      expect(await store.balance(BANK, SAVINGS)).toBe(1_000_000_000_000);
      await expectIntact(store);
    });

    it("refuse an instant that nobody believes, and a product that is not there", async () => {
      const { desk, clock } = current();
      await openBank(desk);
      const at = (occurredAtMs: number) => ({ occurredAtMs });
      expect(await desk.refused(deposit(1), at(clock.nowMs() + 600_000))).toBe("invalid-input");
      expect(await desk.refused(deposit(1), at(clock.nowMs() - 31 * 86_400_000))).toBe(
        "invalid-input",
      );
      const payee = { akad: "saved", member: "m1", product: "gold" } as const;
      expect(await desk.refused(deposit(1, { payee }))).toBe("not-found");
    });
  });

  describe("rules", () => {
    it("start now or later, never in the past, and an outlier only after a look", async () => {
      const { store, desk, clock } = current();
      await openBank(desk);
      const publish = (rupiahPerUnit: number, options: object = {}) => ({
        kind: "publish-rule" as const,
        rule: price(rupiahPerUnit),
        validFromMs: null,
        isOutlierConfirmed: false,
        ...options,
      });
      expect(await desk.refused(publish(40))).toBe("price-outlier");
      expect(await desk.refused(publish(5_000, { validFromMs: clock.nowMs() - 1 }))).toBe(
        "invalid-input",
      );
      await desk.done(publish(40, { isOutlierConfirmed: true }));
      await desk.done(
        publish(5_000, { validFromMs: clock.nowMs() + 1_000, isOutlierConfirmed: true }),
      );
      await desk.done(deposit(1_000));
      await clock.advance(1_000);
      await desk.done(deposit(1_000));
      expect(await store.balance(BANK, SAVINGS)).toBe(5_040);
    });

    it("keep an item's unit for good and price only grades that exist", async () => {
      const { desk } = current();
      await openBank(desk);
      const publish = (rule: Parameters<typeof desk.rule>[0]) => ({
        kind: "publish-rule" as const,
        rule,
        validFromMs: null,
        isOutlierConfirmed: false,
      });
      expect(await desk.refused(publish({ ...PET, unit: "piece" }))).toBe("invalid-input");
      expect(await desk.refused(publish(price(1, { grade: "dirty" })))).toBe("not-found");
    });
  });
}
