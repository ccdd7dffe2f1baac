import { afterEach, beforeEach, describe } from "vitest";
import type { ReadingSource, ReadingStore } from "./port.ts";
import { describeCarry } from "./suite/carry.suite.ts";
import { describeQuarantine } from "./suite/quarantine.suite.ts";
import { describeRetention } from "./suite/retention.suite.ts";
import { describeSeriesModel } from "./suite/series-model.suite.ts";
import { describeSeries } from "./suite/series.suite.ts";
import { describeUnclocked } from "./suite/unclocked.suite.ts";
import { describeWriting } from "./suite/writing.suite.ts";

export interface OpenedStore {
  store: ReadingStore;
  /** A second, reading view of the same store, as the api has it. */
  source: ReadingSource;
  /** Closes the store and opens it anew, as a restart does. */
  reopen(): Promise<ReadingStore>;
  /** Closes both and removes what was stored. */
  remove(): Promise<void>;
}

export interface ReadingStoreFactory {
  /** False where a store overwrites a duplicate without telling: `duplicates` is null there. */
  countsDuplicates: boolean;
  /** Histories that are compared with a model; fewer where opening a store is slow. */
  modelRuns: number;
  /**
   * False where points cannot be deleted (InfluxDB 3 Core) and `deleteBefore` has nothing to do:
   * what it promises is not asked for there. Absent, true.
   */
  deletes?: boolean;
  /** A store without any reading. */
  open(): Promise<OpenedStore>;
}

/** The store of the running test. */
export type CurrentStore = () => OpenedStore;

/** Everything the port promises; every adapter must pass it. */
export function readingStoreSuite(name: string, factory: ReadingStoreFactory): void {
  describe(`readings store: ${name}`, () => {
    let opened: OpenedStore | null = null;
    const current: CurrentStore = () => {
      if (!opened) throw new Error("the store is open within a test only");
      return opened;
    };
    beforeEach(async () => {
      opened = await factory.open();
    });
    afterEach(async () => {
      await opened?.remove();
      opened = null;
    });

    describeWriting(current, factory);
    describeSeries(current);
    describeSeriesModel(factory);
    describeQuarantine(current);
    if (factory.deletes !== false) describeRetention(current);
    describeUnclocked(current);
    describeCarry(current, factory);
  });
}
