import { join } from "node:path";
import type { Clock } from "@resik/kit/clock";
import { StartError } from "@resik/kit/program";
import type { LedgerStore } from "./port.ts";
import { openSqliteEngine, type CommitMoment } from "./store/sqlite-engine.ts";
import { createLedgerStore } from "./store/store.ts";

export interface LedgerContext {
  dataDir: string;
  clock: Clock;
  /** For tests of crashes: called around every commit, may throw. */
  onCommit?: (moment: CommitMoment) => void;
}

/** Where the embedded ledger lies. */
export const ledgerPath = (dataDir: string): string => join(dataDir, "ledger", "ledger.sqlite");

/**
 * Opens the ledger that a URL names. `sqlite:` is the embedded one, in the data folder.
 *
 * @throws StartError for a URL that no adapter serves, or a file of a newer version.
 */
export function openLedger(url: string, context: LedgerContext): LedgerStore {
  if (url !== "sqlite:") {
    throw new StartError(`RESIK_LEDGER_URL: ${url.split(":")[0]}: is not supported; use sqlite:`);
  }
  const path = ledgerPath(context.dataDir);
  const { onCommit } = context;
  const engine = openSqliteEngine(onCommit ? { path, onCommit } : { path });
  return createLedgerStore(engine, context.clock);
}
