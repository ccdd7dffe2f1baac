import type { Clock, ManualClock } from "@resik/kit/clock";
import { afterEach, beforeEach, describe } from "vitest";
import type { LedgerStore } from "./port.ts";
import { describeBalancesAt } from "./suite/balances-at.suite.ts";
import { createDesk, newClock, type Desk } from "./suite/desk.ts";
import { describeDeposits } from "./suite/deposits.suite.ts";
import { describeIdempotency } from "./suite/idempotency.suite.ts";
import { describeModel } from "./suite/model.suite.ts";
import { describeQueries } from "./suite/queries.suite.ts";
import { describeReversals } from "./suite/reversals.suite.ts";
import { describeSales } from "./suite/sales.suite.ts";
import { describeWithdrawals } from "./suite/withdrawals.suite.ts";

export type CommitMoment = "before-commit" | "after-commit";

export interface OpenedLedger {
  store: LedgerStore;
  /** Closes it and removes what was stored. */
  remove(): Promise<void>;
}

export interface LedgerStoreFactory {
  /** An empty ledger; `onCommit` is called around every commit and may throw. */
  open(options: { clock: Clock; onCommit?: (moment: CommitMoment) => void }): Promise<OpenedLedger>;
  /** The model test: random sequences, the seed that replays a run, and what it may take. */
  model?: {
    sequences: number;
    seed: number;
    timeoutMs: number;
    /** Gets how often each outcome came, for a run whose count somebody chose. */
    onTally?(tally: ReadonlyMap<string, number>): void;
  };
}

export interface CurrentLedger {
  store: LedgerStore;
  desk: Desk;
  clock: ManualClock;
}

/** Everything the port promises; every adapter must pass it. */
export function ledgerStoreSuite(name: string, factory: LedgerStoreFactory): void {
  describe(`ledger store: ${name}`, () => {
    let opened: OpenedLedger | null = null;
    let ledger: CurrentLedger | null = null;
    const current = (): CurrentLedger => {
      if (!ledger) throw new Error("the ledger is open within a test only");
      return ledger;
    };
    beforeEach(async () => {
      const clock = newClock();
      opened = await factory.open({ clock });
      ledger = { store: opened.store, clock, desk: createDesk(opened.store, clock) };
    });
    afterEach(async () => {
      await opened?.remove();
      opened = null;
      ledger = null;
    });

    describeDeposits(current);
    describeWithdrawals(current);
    describeSales(current);
    describeReversals(current);
    describeBalancesAt(current);
    describeQueries(current);
    describeIdempotency(current, factory);
    describeModel(factory);
  });
}
