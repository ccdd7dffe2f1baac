import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { openLedger } from "../open.ts";
import { ledgerStoreSuite } from "../store.suite.ts";

// Set to run many more random sequences than a run of all tests has time for.
const runs = Number(process.env["RESIK_LEDGER_MODEL_RUNS"] ?? "0");

ledgerStoreSuite("SQLite", {
  async open(options) {
    const dataDir = mkdtempSync(join(tmpdir(), "resik-ledger-"));
    const store = openLedger("sqlite:", { dataDir, ...options });
    const remove = async (): Promise<void> => {
      await store.close();
      rmSync(dataDir, { recursive: true });
    };
    return { store, remove };
  },
  ...(runs > 0 ? { modelRuns: runs, modelTimeoutMs: 3_600_000 } : {}),
});
