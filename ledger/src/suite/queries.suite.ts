import { describe, expect, it } from "vitest";
import { bankIdSchema, memberIdSchema } from "@resik/contract/bank/ids";
import type { TransfersQuery } from "../port.ts";
import type { CurrentLedger } from "../store.suite.ts";
import { BANK, deposit, openBank, START_MS, withdrawal } from "./desk.ts";
import { expectIntact } from "./expect-intact.ts";

const HOUR_MS = 3_600_000;
const M1 = memberIdSchema.parse("m1");
const M2 = memberIdSchema.parse("m2");
const OF_M2 = { payee: { akad: "saved", member: "m2", product: "regular" } } as const;

export function describeQueries(current: () => CurrentLedger): void {
  const seqs = async (query: Partial<TransfersQuery>): Promise<number[]> => {
    const { store } = current();
    const found = await store.transfers({ bank: BANK, beforeSeq: null, limit: 100, ...query });
    return found.map(({ seq }) => seq);
  };

  describe("transfers", () => {
    it("are found by kind, member and time, newest first, page by page", async () => {
      const { desk, clock } = current();
      await openBank(desk);
      await clock.advance(HOUR_MS);
      const first = await desk.done(deposit(1_000));
      const other = await desk.done(deposit(2_000, OF_M2));
      await clock.advance(HOUR_MS);
      const request = await desk.done(withdrawal(1_000));
      const second = await desk.done(deposit(3_000));
      const deposits = ["deposit"] as const;
      const both = ["deposit", "request-withdrawal"] as const;
      expect(await seqs({ kinds: deposits })).toEqual([second.seq, other.seq, first.seq]);
      expect(await seqs({ kinds: both, limit: 2 })).toEqual([second.seq, request.seq]);
      expect(await seqs({ kinds: both, limit: 2, beforeSeq: request.seq })).toEqual([
        other.seq,
        first.seq,
      ]);
      expect(await seqs({ kinds: both, limit: 2, isOldestFirst: true })).toEqual([
        first.seq,
        other.seq,
      ]);
      const later = { afterSeq: other.seq, isOldestFirst: true };
      expect(await seqs(later)).toEqual([request.seq, second.seq]);
      expect(await seqs({ kinds: [] })).toEqual([]);
      expect(await seqs({ member: M1 })).toEqual([second.seq, request.seq, first.seq]);
      expect(await seqs({ member: M1, kinds: deposits })).toEqual([second.seq, first.seq]);
      const fromMs = START_MS + HOUR_MS;
      expect(await seqs({ fromMs, toMs: fromMs + HOUR_MS })).toEqual([other.seq, first.seq]);
      expect(await seqs({ fromMs: fromMs + 2 * HOUR_MS })).toEqual([]);
      expect(await seqs({ toMs: START_MS })).toEqual([]);
      expect(await seqs({ afterSeq: other.seq })).toEqual([second.seq, request.seq]);
      expect(await seqs({ afterSeq: other.seq, beforeSeq: second.seq })).toEqual([request.seq]);
    });

    it("are about the member of what they carry on or reverse", async () => {
      const { store, desk } = current();
      await openBank(desk);
      const given = await desk.done(deposit(10_000));
      const { seq: target } = await desk.done(withdrawal(1_000));
      const approval = await desk.done({ kind: "approve-withdrawal", target });
      const payment = await desk.done({ kind: "pay-withdrawal", target });
      const reversal = await desk.done({ kind: "reverse", target: payment.seq, reason: "Salah" });
      const all = [reversal, payment, approval].map(({ seq }) => seq);
      expect(await seqs({ member: M1 })).toEqual([...all, target, given.seq]);
      expect(await seqs({ member: M2 })).toEqual([]);
      await expectIntact(store);
    });

    it("that followed several others come in one answer", async () => {
      const { store, desk } = current();
      await openBank(desk);
      const gone = await desk.done(deposit(10_000));
      const kept = await desk.done(deposit(10_000));
      const { seq: target } = await desk.done(withdrawal(1_000));
      const approval = await desk.done({ kind: "approve-withdrawal", target });
      const reversal = await desk.done({ kind: "reverse", target: gone.seq, reason: "Salah" });
      const asked = [gone.seq, kept.seq, target];
      const found = await store.followersOfAll(BANK, asked);
      expect(found).toEqual([approval, reversal]);
      expect(await store.followersOfAll(BANK, [])).toEqual([]);
    });
  });

  describe("depositors", () => {
    it("are counted once each since a time, by deposits that still stand", async () => {
      const { store, desk, clock } = current();
      await openBank(desk);
      await desk.done(deposit(1_000));
      await clock.advance(HOUR_MS);
      const fromMs = clock.nowMs();
      const since = (atMs: number, bank = BANK) => store.countDepositors({ bank, fromMs: atMs });
      expect(await since(fromMs)).toBe(0);
      const wrong = await desk.done(deposit(1_000));
      await desk.done(deposit(2_000, OF_M2));
      await desk.done(deposit(3_000, OF_M2));
      const gift = { payee: { akad: "donation", member: null, fund: "social" } } as const;
      await desk.done(deposit(500, gift));
      await desk.done(withdrawal(1_000));
      expect(await since(fromMs)).toBe(2);
      await desk.done({ kind: "reverse", target: wrong.seq, reason: "Salah nasabah" });
      expect(await since(fromMs)).toBe(1);
      expect(await since(fromMs - HOUR_MS)).toBe(2);
      expect(await since(fromMs + HOUR_MS)).toBe(0);
      expect(await since(0, bankIdSchema.parse("bank-lain"))).toBe(0);
    });
  });

  describe("withdrawals that wait", () => {
    it("are those neither paid, void nor reversed; an undone payment waits again", async () => {
      const { store, desk } = current();
      await openBank(desk);
      await desk.done(deposit(100_000));
      const ask = async () => (await desk.done(withdrawal(1_000))).seq;
      const [open, paid, undone, cancelled, reversed] = [
        await ask(),
        await ask(),
        await ask(),
        await ask(),
        await ask(),
      ];
      for (const target of [open, paid, undone]) {
        await desk.done({ kind: "approve-withdrawal", target });
      }
      await desk.done({ kind: "pay-withdrawal", target: paid });
      const payment = await desk.done({ kind: "pay-withdrawal", target: undone });
      await desk.done({ kind: "reverse", target: payment.seq, reason: "Salah orang" });
      await desk.done({ kind: "void-withdrawal", target: cancelled, reason: "Batal" });
      await desk.done({ kind: "reverse", target: reversed, reason: "Salah" });
      const list = async (state: "pending" | "settled", change: object = {}) =>
        (await store.withdrawals({ bank: BANK, state, afterSeq: null, limit: 100, ...change })).map(
          ({ seq }) => seq,
        );
      expect(await list("pending")).toEqual([open, undone]);
      expect(await list("settled")).toEqual([reversed, cancelled, paid]);
      expect(await list("pending", { limit: 1 })).toEqual([open]);
      expect(await list("pending", { afterSeq: open })).toEqual([undone]);
      expect(await list("settled", { afterSeq: cancelled })).toEqual([paid]);
      expect(await list("pending", { member: M1 })).toEqual([open, undone]);
      expect(await list("pending", { member: M2 })).toEqual([]);
    });
  });

  describe("deposits that wait for the harvest", () => {
    const AT_HARVEST = { valued: "at-harvest" } as const;
    const list = async (change: object = {}) => {
      const { store } = current();
      const query = { bank: BANK, afterSeq: null, limit: 100, ...change };
      return (await store.settlements(query)).map(({ seq }) => seq);
    };

    it("are those without a price and without a reversal; an undone price waits again", async () => {
      const { store, desk } = current();
      await openBank(desk);
      await desk.done(deposit(1_000));
      const wait = async (options: object = {}) =>
        (await desk.done(deposit(1_000, { ...AT_HARVEST, ...options }))).seq;
      const [open, valued, undone, reversed] = [
        await wait(),
        await wait(),
        await wait(),
        await wait(),
      ];
      const ofOther = await wait(OF_M2);
      const gift = await wait({ payee: { akad: "donation", member: null, fund: "social" } });
      await desk.done({ kind: "value", target: valued });
      const value = await desk.done({ kind: "value", target: undone });
      await desk.done({ kind: "reverse", target: value.seq, reason: "Salah harga" });
      await desk.done({ kind: "reverse", target: reversed, reason: "Salah nasabah" });
      expect(await list()).toEqual([open, undone, ofOther, gift]);
      expect(await list({ limit: 2 })).toEqual([open, undone]);
      expect(await list({ afterSeq: undone })).toEqual([ofOther, gift]);
      expect(await list({ member: M2 })).toEqual([ofOther]);
      await expectIntact(store);
    });

    it("are also those whose credit is held until the sale, each at its last step", async () => {
      const { desk } = current();
      await openBank(desk);
      const model = { kind: "held-until-sold" } as const;
      await desk.rule({ type: "share", product: null, delivery: null, model });
      const held = await desk.done(deposit(1_000));
      const later = await desk.done(deposit(1_000, AT_HARVEST));
      const cash = { akad: "cash", member: "m1" } as const;
      await desk.done(deposit(1_000, { payee: cash }));
      expect(await list()).toEqual([held.seq, later.seq]);
      const value = await desk.done({ kind: "value", target: later.seq });
      expect(await list()).toEqual([held.seq, value.seq]);
      const release = await desk.done({ kind: "release", target: held.seq });
      await desk.done({ kind: "release", target: value.seq });
      expect(await list()).toEqual([]);
      await desk.done({ kind: "reverse", target: release.seq, reason: "Belum terjual" });
      expect(await list()).toEqual([held.seq]);
    });
  });
}
