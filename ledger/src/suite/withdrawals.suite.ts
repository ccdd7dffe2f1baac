import { describe, expect, it } from "vitest";
import { ACCOUNTS } from "../account.ts";
import { memberIdSchema, productIdSchema } from "@resik/contract/bank/ids";
import type { CurrentLedger } from "../store.suite.ts";
import { BANK, deposit, openBank, REGULAR, withdrawal } from "./desk.ts";
import { expectIntact } from "./expect-intact.ts";

const OF_M1 = [memberIdSchema.parse("m1"), productIdSchema.parse("regular")] as const;
const SAVINGS = ACCOUNTS.savings(...OF_M1);
const PAYABLE = ACCOUNTS.payable(...OF_M1);

export function describeWithdrawals(current: () => CurrentLedger): void {
  describe("withdrawals", () => {
    it("are requested, approved and paid, and the amount cannot be promised twice", async () => {
      const { store, desk } = current();
      await openBank(desk);
      await desk.done(deposit(10_000));
      const request = await desk.done(withdrawal(30_000));
      expect(await store.balance(BANK, SAVINGS)).toBe(10_000);
      expect(await store.balance(BANK, PAYABLE)).toBe(30_000);
      expect(await desk.refused(withdrawal(10_001))).toBe("insufficient-balance");
      const target = request.seq;
      expect(await desk.refused({ kind: "pay-withdrawal", target })).toBe("approval-missing");
      await desk.done({ kind: "approve-withdrawal", target });
      await desk.done({ kind: "pay-withdrawal", target });
      expect(await store.balance(BANK, PAYABLE)).toBe(0);
      expect(await store.balance(BANK, "cash")).toBe(970_000);
      expect(await desk.refused({ kind: "pay-withdrawal", target })).toBe("already-settled");
      expect(await desk.refused({ kind: "approve-withdrawal", target })).toBe("already-settled");
      expect(await desk.refused({ kind: "void-withdrawal", target, reason: "Batal" })).toBe(
        "already-settled",
      );
      await expectIntact(store);
    });

    it("give the amount back when they are void", async () => {
      const { store, desk } = current();
      await openBank(desk);
      await desk.done(deposit(10_000));
      const { seq: target } = await desk.done(withdrawal(30_000));
      await desk.done({ kind: "void-withdrawal", target, reason: "Batal" });
      expect(await store.balance(BANK, SAVINGS)).toBe(40_000);
      expect(await desk.refused({ kind: "pay-withdrawal", target })).toBe("already-settled");
      expect(await desk.refused({ kind: "pay-withdrawal", target: target + 50 })).toBe("not-found");
      await expectIntact(store);
    });

    it("need two different people above the bank's limit", async () => {
      const { desk } = current();
      await openBank(desk);
      await desk.rule({ type: "settings", approvalLimitRupiah: 20_000 });
      await desk.done(deposit(10_000));
      const { seq: target } = await desk.done(withdrawal(20_001));
      const approve = { kind: "approve-withdrawal", target } as const;
      await desk.done(approve, { actor: "treasurer-1" });
      expect(await desk.refused(approve, { actor: "treasurer-1" })).toBe("already-exists");
      expect(await desk.refused({ kind: "pay-withdrawal", target })).toBe("approval-missing");
      await desk.done(approve, { actor: "treasurer-2" });
      await desk.done({ kind: "pay-withdrawal", target });
    });

    it("keep minimum, remaining minimum and term of the product", async () => {
      const { desk, clock } = current();
      await openBank(desk);
      const limits = { minimumRupiah: 10_000, remainingRupiah: 5_000, termDays: 30 };
      await desk.rule({ ...REGULAR, ...limits });
      await desk.done(deposit(10_000));
      expect(await desk.refused(withdrawal(9_999))).toBe("below-minimum");
      expect(await desk.refused(withdrawal(10_000))).toBe("term-running");
      await clock.advance(30 * 86_400_000);
      expect(await desk.refused(withdrawal(35_001))).toBe("insufficient-balance");
      const gift = { kind: "donate", member: "m1", product: "regular", fund: "social" } as const;
      expect(await desk.refused({ ...gift, amountRupiah: 35_001 })).toBe("insufficient-balance");
      await desk.done(withdrawal(35_000));
    });

    it("take the bank's fee where its share is taken at withdrawal", async () => {
      const { store, desk } = current();
      await openBank(desk);
      const ratio = { numerator: 1, denominator: 10 };
      const model = { kind: "at-withdrawal", ratio } as const;
      await desk.rule({ type: "share", product: null, delivery: null, model });
      await desk.done(deposit(10_000));
      const { seq: target } = await desk.done(withdrawal(10_005));
      await desk.done({ kind: "approve-withdrawal", target });
      const paid = await desk.done({ kind: "pay-withdrawal", target });
      expect(paid.detail).toMatchObject({ paidRupiah: 9_005 });
      expect(await store.balance(BANK, ACCOUNTS.bankShare)).toBe(1_000);
      await expectIntact(store);
    });

    it("are not paid from an empty box or on a closed day", async () => {
      const { desk } = current();
      await openBank(desk, 1_000);
      await desk.done(deposit(10_000));
      const { seq: target } = await desk.done(withdrawal(2_000));
      await desk.done({ kind: "approve-withdrawal", target });
      expect(await desk.refused({ kind: "pay-withdrawal", target })).toBe("insufficient-balance");
      await desk.done({ kind: "close-day", countedRupiah: 1_000 });
      expect(await desk.refused({ kind: "pay-withdrawal", target })).toBe("not-open");
    });
  });
}
