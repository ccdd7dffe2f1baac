import { describe, expect, it } from "vitest";
import { ACCOUNTS } from "../account.ts";
import { memberIdSchema, productIdSchema, transferSeqSchema } from "@resik/contract/bank/ids";
import type { CurrentLedger } from "../store.suite.ts";
import { BANK, deposit, openBank, price, sale, withdrawal } from "./desk.ts";
import { expectIntact } from "./expect-intact.ts";

const SAVINGS = ACCOUNTS.savings(memberIdSchema.parse("m1"), productIdSchema.parse("regular"));
const reverse = (target: number) => ({ kind: "reverse", target, reason: "Salah catat" }) as const;

export function describeReversals(current: () => CurrentLedger): void {
  describe("reversals", () => {
    it("mirror a transfer once and stand in the member's passbook", async () => {
      const { store, desk } = current();
      await openBank(desk);
      const wrong = await desk.done(deposit(1_000));
      const mirror = await desk.done(reverse(wrong.seq));
      expect(await store.balance(BANK, SAVINGS)).toBe(0);
      expect(await desk.refused(reverse(wrong.seq))).toBe("already-reversed");
      expect(await desk.refused(reverse(mirror.seq))).toBe("invalid-input");
      const rows = await store.passbook({
        bank: BANK,
        account: SAVINGS,
        beforeSeq: null,
        limit: 10,
      });
      expect(rows.map(({ amount, balanceAfter }) => [amount, balanceAfter])).toEqual([
        [-4_000, 0],
        [4_000, 4_000],
      ]);
      expect(rows[0]?.transfer).toMatchObject({ reverses: wrong.seq, kind: "reverse" });
      expect(await store.followersOf(BANK, wrong.seq)).toEqual([mirror]);
      await expectIntact(store);
    });

    it("are refused where the money or the stock is gone", async () => {
      const { store, desk } = current();
      await openBank(desk);
      const first = await desk.done(deposit(1_000));
      await desk.done(withdrawal(4_000));
      expect(await desk.refused(reverse(first.seq))).toBe("insufficient-balance");
      const payee = { akad: "donation", member: null, fund: "social" } as const;
      const gift = await desk.done(deposit(500, { payee }));
      await desk.done(sale(1_200, 1_200, 6_000));
      expect(await desk.refused(reverse(gift.seq))).toBe("insufficient-balance");
      await expectIntact(store);
    });

    it("go from the end: what was carried on is undone first", async () => {
      const { store, desk } = current();
      await openBank(desk);
      const weighed = await desk.done(deposit(1_000, { valued: "at-harvest" }));
      const valued = await desk.done({ kind: "value", target: weighed.seq });
      expect(await desk.refused(reverse(weighed.seq))).toBe("already-settled");
      await desk.done(reverse(valued.seq));
      await desk.rule(price(4_500));
      const again = await desk.done({ kind: "value", target: weighed.seq });
      expect(await store.balance(BANK, SAVINGS)).toBe(4_500);
      const request = await desk.done(withdrawal(4_500));
      const target = request.seq;
      await desk.done({ kind: "approve-withdrawal", target });
      const paid = await desk.done({ kind: "pay-withdrawal", target });
      expect(await desk.refused(reverse(target))).toBe("already-settled");
      await desk.done(reverse(paid.seq));
      await desk.done(reverse(target));
      expect(await desk.refused({ kind: "pay-withdrawal", target })).toBe("already-reversed");
      await desk.done(reverse(again.seq));
      await desk.done(reverse(weighed.seq));
      expect(await desk.refused({ kind: "value", target: weighed.seq })).toBe("already-reversed");
      expect(await store.balance(BANK, SAVINGS)).toBe(0);
      await expectIntact(store);
    });

    it("leave no cost on an empty stock when the average has moved", async () => {
      const { store, desk } = current();
      await openBank(desk);
      const cheap = await desk.done(deposit(10_000));
      await desk.rule(price(8_000));
      const dear = await desk.done(deposit(10_000));
      await desk.done(sale(10_000, 10_000, 9_000));
      const mirror = await desk.done(reverse(cheap.seq));
      // 60,000 of cost are left for the 10 kg; the deposit had brought 40,000.
      expect(mirror.detail).toMatchObject({ costTrueUpRupiah: 20_000 });
      const { rupiahByKind, stocks } = await store.books(BANK);
      expect(rupiahByKind["stock-cost"]).toBe(0);
      expect(rupiahByKind.margin).toBe(90_000 - 60_000 - 20_000);
      expect(stocks.get("pet.clean")).toMatchObject({ inStock: 0 });
      expect(await desk.refused(reverse(dear.seq))).toBe("insufficient-balance");
      await expectIntact(store);
    });

    it("never touch counts, rules and what is not there", async () => {
      const { store, desk } = current();
      await openBank(desk);
      const opened = (await store.head(BANK))?.openDaySeq ?? 0;
      expect(await desk.refused(reverse(opened))).toBe("invalid-input");
      expect(await desk.refused(reverse(1))).toBe("invalid-input");
      expect(await desk.refused(reverse(999))).toBe("not-found");
      expect(await store.transfer(BANK, transferSeqSchema.parse(999))).toBeNull();
    });
  });
}
