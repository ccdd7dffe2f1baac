import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { systemClock } from "@resik/kit/clock";
import { openReadingSource, openReadingStore } from "../open.ts";
import { readingStoreSuite } from "../store.suite.ts";

readingStoreSuite("SQLite", {
  countsDuplicates: true,
  async open() {
    const dataDir = mkdtempSync(join(tmpdir(), "resik-readings-"));
    const context = { dataDir, clock: systemClock };
    const store = await openReadingStore("sqlite:", context);
    const source = await openReadingSource("sqlite:", context);
    const remove = async (): Promise<void> => {
      await source.close();
      await store.close();
      rmSync(dataDir, { recursive: true });
    };
    return { store, source, remove };
  },
});
