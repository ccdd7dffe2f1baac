import { describe, expect, it } from "vitest";
import type { CurrentLedger } from "../store.suite.ts";
import { BANK, deposit, openBank, price, sale } from "./desk.ts";
import { expectIntact } from "./expect-intact.ts";

export function describeSales(current: () => CurrentLedger): void {
  describe("sales", () => {
    it("move stock at average cost to cash, with margin and shrinkage", async () => {
      const { store, desk } = current();
      await openBank(desk, 0);
      await desk.done(deposit(10_000));
      await desk.rule(price(5_000));
      await desk.done(deposit(10_000));
      // 20 kg cost 90,000; 10 kg are taken, 9.8 kg are paid at 6,000.
      const sold = await desk.done(sale(10_000, 9_800, 6_000));
      expect(sold.detail).toMatchObject({
        lines: [{ costRupiah: 45_000, proceedsRupiah: 58_800, shrinkageCostRupiah: 900 }],
      });
      const { rupiahByKind, stocks } = await store.books(BANK);
      expect(rupiahByKind).toMatchObject({
        cash: 58_800,
        "stock-cost": 45_000,
        margin: 58_800 - 44_100,
        shrinkage: 900,
      });
      expect(stocks.get("pet.clean")).toEqual({
        deposited: 20_000,
        sold: 9_800,
        inStock: 10_000,
        waiting: 0,
        lost: 200,
        isClosed: true,
      });
      await expectIntact(store);
    });

    it("take the last rupiah of cost with the last gram", async () => {
      const { store, desk } = current();
      await openBank(desk);
      await desk.done(deposit(1_001));
      await desk.done(sale(333, 333, 1));
      await desk.done(sale(333, 333, 1));
      await desk.done(sale(335, 340, 1));
      const { rupiahByKind, stocks } = await store.books(BANK);
      expect(rupiahByKind["stock-cost"]).toBe(0);
      expect(stocks.get("pet.clean")).toMatchObject({ inStock: 0, sold: 1_006, lost: -5 });
      await expectIntact(store);
    });

    it("are refused beyond the stock, and what waits for its value is not for sale", async () => {
      const { desk } = current();
      await openBank(desk);
      await desk.done(deposit(1_000, { valued: "at-harvest" }));
      expect(await desk.refused(sale(1, 1, 6_000))).toBe("insufficient-balance");
      await desk.done(deposit(1_000));
      expect(await desk.refused(sale(1_001, 1_000, 6_000))).toBe("insufficient-balance");
      const twice = sale(500, 500, 6_000);
      if (twice.kind !== "sell") throw new Error("a sale is a sale");
      const lines = [...twice.lines, ...twice.lines];
      expect(await desk.refused({ ...twice, lines })).toBe("invalid-input");
    });

    it("on account become cash when the buyer pays, and never more than he owes", async () => {
      const { store, desk } = current();
      await openBank(desk, 0);
      await desk.done(deposit(1_000));
      await desk.done(sale(1_000, 1_000, 6_000, "receivable"));
      expect(await store.balance(BANK, "receivable:b1")).toBe(6_000);
      const pay = (amountRupiah: number) =>
        ({ kind: "receive-payment", buyer: "b1", amountRupiah }) as const;
      expect(await desk.refused(pay(6_001))).toBe("insufficient-balance");
      await desk.done(pay(2_000));
      await desk.done(pay(4_000));
      expect(await store.balance(BANK, "receivable:b1")).toBe(0);
      expect(await store.balance(BANK, "cash")).toBe(6_000);
      await expectIntact(store);
    });
  });

  describe("the day", () => {
    it("opens and closes with a count, and states the difference", async () => {
      const { store, desk } = current();
      await openBank(desk, 10_000);
      expect(await desk.refused({ kind: "open-day", countedRupiah: 0 })).toBe("already-exists");
      const closed = await desk.done({ kind: "close-day", countedRupiah: 9_500 });
      expect(closed.detail).toMatchObject({ bookRupiah: 10_000, differenceRupiah: -500 });
      expect(await store.balance(BANK, "cash")).toBe(9_500);
      expect(await store.balance(BANK, "cash-difference")).toBe(-500);
      expect(await desk.refused({ kind: "close-day", countedRupiah: 0 })).toBe("not-open");
      expect(await store.head(BANK)).toMatchObject({ openDaySeq: null, sha256: closed.sha256 });
      const opened = await desk.done({ kind: "open-day", countedRupiah: 9_700 });
      expect(opened.detail).toMatchObject({ differenceRupiah: 200 });
      await expectIntact(store);
    });

    it("lets funds and founders take no more than they have", async () => {
      const { store, desk } = current();
      await openBank(desk, 10_000);
      await desk.done(deposit(1_000));
      const gift = { kind: "donate", member: "m1", product: "regular", fund: "social" } as const;
      await desk.done({ ...gift, amountRupiah: 3_000 });
      const aid = { kind: "pay-aid", fund: "social", note: "Sembako" } as const;
      expect(await desk.refused({ ...aid, amountRupiah: 3_001 })).toBe("insufficient-balance");
      await desk.done({ ...aid, amountRupiah: 3_000 });
      const out = { kind: "move-cash", direction: "out", note: "Kembali" } as const;
      const taken = { ...out, purpose: "capital", amountRupiah: 10_001 } as const;
      expect(await desk.refused(taken)).toBe("insufficient-balance");
      await desk.done({ ...out, purpose: "operations", amountRupiah: 500, note: "Karung" });
      expect(await store.balance(BANK, "cash")).toBe(6_500);
      await expectIntact(store);
    });
  });
}
