import { describe, expect, it } from "vitest";
import { bankIdSchema } from "@resik/contract/bank/ids";
import type { CurrentLedger, LedgerStoreFactory } from "../store.suite.ts";
import { BANK, createDesk, deposit, newClock, openBank, withdrawal } from "./desk.ts";
import { expectIntact } from "./expect-intact.ts";

const SAVINGS = "savings:m1/regular";

export function describeIdempotency(
  current: () => CurrentLedger,
  factory: LedgerStoreFactory,
): void {
  describe("idempotency", () => {
    it("counts a double tap once: many at once with one key get one transfer", async () => {
      const { store, desk } = current();
      await openBank(desk);
      const request = desk.request(deposit(1_000));
      const answers = await Promise.all(Array.from({ length: 50 }, () => store.post(request)));
      const posted = answers.flatMap((answer) => (answer.ok ? [answer.value] : []));
      expect(posted).toHaveLength(50);
      expect(posted.filter(({ isRepeat }) => !isRepeat)).toHaveLength(1);
      expect(new Set(posted.map(({ transfer }) => JSON.stringify(transfer))).size).toBe(1);
      expect(await store.balance(BANK, SAVINGS)).toBe(4_000);
      expect(await store.transferByKey(BANK, request.key)).toEqual(posted[0]?.transfer);
    });

    it("refuses the key of another request, also one that differs in who or when", async () => {
      const { store, desk, clock } = current();
      await openBank(desk);
      const key = "the-same-key";
      await desk.done(deposit(1_000), { key });
      expect(await desk.refused(deposit(1_001), { key })).toBe("idempotency-conflict");
      expect(await desk.refused(deposit(1_000), { key, actor: "other" })).toBe(
        "idempotency-conflict",
      );
      expect(await desk.refused(deposit(1_000), { key, occurredAtMs: clock.nowMs() - 1 })).toBe(
        "idempotency-conflict",
      );
      expect(await store.balance(BANK, SAVINGS)).toBe(4_000);
    });

    it("keeps a refusal: a retry of it never becomes a payment later", async () => {
      const { desk, clock } = current();
      await openBank(desk);
      const occurredAtMs = clock.nowMs();
      const again = { key: "too-much-too-early", occurredAtMs };
      expect(await desk.refused(withdrawal(1_000), again)).toBe("insufficient-balance");
      await desk.done(deposit(1_000));
      expect(await desk.refused(withdrawal(1_000), again)).toBe("insufficient-balance");
      expect(await desk.refused(withdrawal(999), again)).toBe("idempotency-conflict");
      await desk.done(withdrawal(1_000));
    });

    it("lets one of many concurrent withdrawals of everything through", async () => {
      const { store, desk } = current();
      await openBank(desk);
      await desk.done(deposit(1_000));
      const requests = Array.from({ length: 20 }, () => desk.request(withdrawal(4_000)));
      const answers = await Promise.all(requests.map((request) => store.post(request)));
      expect(answers.filter(({ ok }) => ok)).toHaveLength(1);
      expect(await store.balance(BANK, SAVINGS)).toBe(0);
      await expectIntact(store);
    });

    it("keeps banks apart: the same key, members and items are others", async () => {
      const { store, desk } = current();
      await openBank(desk);
      const key = "one-key-two-banks";
      await desk.done(deposit(1_000), { key });
      const bank = "bank-mawar";
      expect(await desk.refused(deposit(1_000), { key, bank })).toBe("not-found");
      expect(await store.balance(bankIdSchema.parse(bank), SAVINGS)).toBe(0);
      expect(await store.head(bankIdSchema.parse(bank))).toBeNull();
    });

    it("loses and doubles nothing when it crashes before or after a commit", async () => {
      for (const moment of ["before-commit", "after-commit"] as const) {
        const clock = newClock();
        let isArmed = false;
        const { store, remove } = await factory.open({
          clock,
          onCommit(at) {
            if (isArmed && at === moment) throw new Error("crash");
          },
        });
        const desk = createDesk(store, clock);
        await openBank(desk);
        const request = desk.request(deposit(1_000));
        isArmed = true;
        await expect(store.post(request)).rejects.toThrow("crash");
        const wasWritten = moment === "after-commit";
        expect(await store.balance(BANK, SAVINGS)).toBe(wasWritten ? 4_000 : 0);
        isArmed = false;
        expect(await store.post(request)).toMatchObject({
          ok: true,
          value: { isRepeat: wasWritten },
        });
        expect(await store.balance(BANK, SAVINGS)).toBe(4_000);
        await expectIntact(store);
        await remove();
      }
    });

    it("lets a request that cannot be kept exactly fail alone", async () => {
      const { store, desk } = current();
      await openBank(desk);
      const { command, ...rest } = desk.request(deposit(1_000));
      // What no schema lets through.
      const broken = { ...rest, occurredAtMs: 0.5, command };
      const outcomes = await Promise.allSettled([
        store.post(broken),
        store.post(desk.request(deposit(1_000))),
      ]);
      expect(outcomes.map(({ status }) => status)).toEqual(["rejected", "fulfilled"]);
      expect(await store.balance(BANK, SAVINGS)).toBe(4_000);
      await expectIntact(store);
    });

    it("forgets a rule that was rolled back", async () => {
      const clock = newClock();
      let isArmed = false;
      const { store, remove } = await factory.open({
        clock,
        onCommit(at) {
          if (isArmed && at === "before-commit") throw new Error("crash");
        },
      });
      const desk = createDesk(store, clock);
      await openBank(desk);
      isArmed = true;
      const settings = (approvalLimitRupiah: number) => ({
        kind: "publish-rule" as const,
        rule: { type: "settings" as const, approvalLimitRupiah },
        validFromMs: null,
        isOutlierConfirmed: false,
      });
      // The deposit behind the rule in the same commit makes the rolled-back rules known.
      const lost = [desk.request(settings(1)), desk.request(deposit(1_000))];
      const outcomes = await Promise.allSettled(lost.map((request) => store.post(request)));
      expect(outcomes.map(({ status }) => status)).toEqual(["rejected", "rejected"]);
      isArmed = false;
      await desk.done(settings(1_000_000));
      await desk.done(deposit(1_000));
      const request = await desk.done(withdrawal(4_000));
      expect(request.detail).toMatchObject({ approvalsNeeded: 1 });
      await remove();
    });
  });

  describe("lists", () => {
    it("page transfers, passbook and journal by cursors", async () => {
      const { store, desk } = current();
      await openBank(desk);
      const made = [];
      for (let index = 1; index <= 5; index++) made.push(await desk.done(deposit(index * 1_000)));
      const page = { bank: BANK, account: SAVINGS, limit: 2 } as const;
      const first = await store.passbook({ ...page, beforeSeq: null });
      expect(first.map(({ transfer }) => transfer)).toEqual([made[4], made[3]]);
      const next = await store.passbook({ ...page, beforeSeq: made[3]?.seq ?? null });
      expect(next.map(({ amount, balanceAfter }) => [amount, balanceAfter])).toEqual([
        [12_000, 24_000],
        [8_000, 12_000],
      ]);
      const newest = await store.transfers({ bank: BANK, beforeSeq: null, limit: 1 });
      expect(newest).toEqual([made[4]]);
      const journal = await store.journal({ afterId: made[2]?.id ?? 0, limit: 10 });
      expect(journal).toEqual([made[3], made[4]]);
    });

    it("give balances by kind, without those of a kind with a longer name", async () => {
      const { store, desk } = current();
      await openBank(desk, 7_000);
      await desk.done(deposit(1_000));
      await desk.done({ kind: "close-day", countedRupiah: 6_900 });
      const codes = async (kind: Parameters<typeof store.balances>[1]) =>
        (await store.balances(BANK, kind)).map(({ account }) => account);
      expect(await codes("cash")).toEqual(["cash"]);
      expect(await codes("stock")).toEqual(["stock:pet.clean"]);
      expect(await codes("savings")).toEqual([SAVINGS]);
      expect((await store.balances(BANK)).length).toBe(7);
    });
  });
}
