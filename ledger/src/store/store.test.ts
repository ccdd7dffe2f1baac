import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { openLedger } from "../open.ts";
import { ledgerStoreSuite } from "../store.suite.ts";

// The count of the must-show run is 10000; a run of all tests has time for fewer.
const chosen = process.env["RESIK_TEST_LEDGER_SEQUENCES"];
const sequences = Number(chosen ?? "1000");
const seed = Number(process.env["RESIK_TEST_LEDGER_SEED"] ?? "20261121");

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
  model: {
    sequences,
    seed,
    timeoutMs: 60_000 + sequences * 100,
    onTally(tally) {
      if (chosen === undefined) return;
      const lines = [...tally].map(([outcome, count]) => `${outcome} ${count}\n`);
      process.stdout.write(`${sequences} sequences, seed ${seed}\n${lines.join("")}`);
    },
  },
});
