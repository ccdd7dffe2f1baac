import { existsSync, mkdirSync, renameSync, rmSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { ledgerPath } from "@resik/ledger/open";
import type { CommandContext } from "../context.ts";
import { writeDemoBooks } from "../demo/books.ts";
import { buildDistrict } from "../demo/district.ts";
import { checkDataDir } from "../preflight/data-dir.ts";
import type { CliSettings } from "../settings.ts";

/**
 * `resik demo-books`: a year of the demo banks' books in a data folder that has none, for an api
 * that is not started yet. Run again it changes nothing.
 */
export async function runDemoBooks(
  context: CommandContext,
  settings: CliSettings,
  { seed }: { seed: string },
): Promise<void> {
  const dataDir = resolve(settings.RESIK_DATA_DIR);
  checkDataDir(dataDir);
  const ledgerDir = dirname(ledgerPath(dataDir));
  if (existsSync(ledgerDir)) {
    context.out("There are books already; they are left as they are.");
    return;
  }
  const stopping = new AbortController();
  context.onEndRequest(() => stopping.abort());
  // Written beside and then moved: books that were broken off must not be taken for whole ones.
  const newDir = join(dataDir, "demo-books");
  rmSync(newDir, { recursive: true, force: true });
  mkdirSync(newDir, { mode: 0o700 });
  try {
    const district = buildDistrict(seed);
    const { signal } = stopping;
    const plans = await writeDemoBooks(context, { dataDir: newDir, district, seed, signal });
    renameSync(dirname(ledgerPath(newDir)), ledgerDir);
    context.out(`The books of ${plans.length} waste banks are written.`);
  } finally {
    rmSync(newDir, { recursive: true, force: true });
  }
}
