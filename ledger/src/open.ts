import { existsSync } from "node:fs";
import { join } from "node:path";
import type { Clock } from "@resik/kit/clock";
import { StartError } from "@resik/kit/program";
import type { LedgerReader, LedgerStore } from "./port.ts";
import {
  openSqliteEngine,
  openSqliteReadEngine,
  type CommitMoment,
} from "./store/sqlite-engine.ts";
import { createLedgerReader, createLedgerStore } from "./store/store.ts";

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
  checkUrl(url);
  const path = ledgerPath(context.dataDir);
  const { onCommit } = context;
  const engine = openSqliteEngine(onCommit ? { path, onCommit } : { path });
  return createLedgerStore(engine, context.clock);
}

/**
 * Opens the ledger that a URL names for reading and proving alone: beside the api that writes it,
 * or while no api runs.
 *
 * @throws StartError for a URL that no adapter serves, where there is no ledger yet, or where
 * another version wrote it.
 */
export function openLedgerReader(
  url: string,
  { dataDir }: Pick<LedgerContext, "dataDir">,
): LedgerReader {
  checkUrl(url);
  const path = ledgerPath(dataDir);
  if (!existsSync(path)) throw new StartError(`There is no ledger at ${path} yet.`);
  return createLedgerReader(openSqliteReadEngine(path));
}

function checkUrl(url: string): void {
  if (url === "sqlite:") return;
  throw new StartError(`RESIK_LEDGER_URL: ${url.split(":")[0]}: is not supported; use sqlite:`);
}
