import type { CommandContext } from "../context.ts";
import type { BankPlan } from "./bank/plan.ts";
import { writeBankYear } from "./bank/year.ts";
import type { District } from "./district.ts";
import { createProgress } from "./progress.ts";

const BANK_YEAR_DAYS = 365;

/** A year of the waste banks' books, written before any program opens them; gives their plans. */
export async function writeDemoBooks(
  context: CommandContext,
  options: { dataDir: string; district: District; seed: string; signal: AbortSignal },
): Promise<BankPlan[]> {
  const { dataDir, district, seed, signal } = options;
  const progress = createProgress("resik: writing a year of the waste banks' books", context);
  try {
    return await writeBankYear({
      dataDir,
      sites: district.sites,
      seed,
      endMs: context.clock.nowMs(),
      days: BANK_YEAR_DAYS,
      onProgress: (ratio) => progress.update(ratio),
      signal,
    });
  } finally {
    progress.end();
  }
}
