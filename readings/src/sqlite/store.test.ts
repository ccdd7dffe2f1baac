import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { systemClock } from "@resik/kit/clock";
import { openReadingSource, openReadingStore } from "../open.ts";
import type { ReadingStore } from "../port.ts";
import { readingStoreSuite } from "../store.suite.ts";

readingStoreSuite("SQLite", {
  countsDuplicates: true,
  modelRuns: 60,
  async open() {
    const dataDir = mkdtempSync(join(tmpdir(), "resik-readings-"));
    const context = { dataDir, clock: systemClock };
    let store = await openReadingStore("sqlite:", context);
    const source = await openReadingSource("sqlite:", context);
    const remove = async (): Promise<void> => {
      await source.close();
      await store.close();
      rmSync(dataDir, { recursive: true });
    };
    const reopen = async (): Promise<ReadingStore> => {
      await store.close();
      store = await openReadingStore("sqlite:", context);
      return store;
    };
    return { store, source, reopen, remove };
  },
});
