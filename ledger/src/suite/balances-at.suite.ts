import { transferSeqSchema } from "@resik/contract/bank/ids";
import { describe, expect, it } from "vitest";
import type { CurrentLedger } from "../store.suite.ts";
import { BANK, deposit, openBank, withdrawal } from "./desk.ts";

export function describeBalancesAt(current: () => CurrentLedger): void {
  describe("balances at an earlier transfer", () => {
    const throughOf = (seq: number) => transferSeqSchema.parse(seq);

    it("are what stood then, whatever came later", async () => {
      const { store, desk } = current();
      await openBank(desk, 0);
      const first = await desk.done(deposit(1_000));
      const second = await desk.done(deposit(500));
      await desk.done(withdrawal(6_000));
      const at = async (seq: number) =>
        store.balancesAt({ bank: BANK, kind: "savings", throughSeq: throughOf(seq) });
      expect(await at(first.seq)).toMatchObject([
        { account: "savings:m1/regular", debitBalance: -4_000 },
      ]);
      expect(await at(second.seq)).toMatchObject([{ debitBalance: -6_000 }]);
      expect(await at(second.seq + 1)).toMatchObject([{ debitBalance: 0 }]);
      // A transfer that did not touch the account leaves it as it was.
      expect(await store.balances(BANK, "savings")).toMatchObject(await at(second.seq + 100));
    });

    it("leave out an account that was opened later, and another kind with a like name", async () => {
      const { store, desk } = current();
      await openBank(desk);
      const before = (await store.head(BANK))?.seq ?? 0;
      await desk.done(deposit(1_000));
      const query = { bank: BANK, throughSeq: throughOf(before) };
      expect(await store.balancesAt({ ...query, kind: "savings" })).toEqual([]);
      expect(await store.balancesAt({ ...query, kind: "cash" })).toEqual([
        { account: "cash", asset: "idr", debitBalance: 1_000_000 },
      ]);
    });
  });
}
