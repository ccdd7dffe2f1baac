import { StartError } from "@resik/kit/program";
import { openLedgerReader } from "./open.ts";
import type { VerifyAnswer, VerifyTask } from "./verify.ts";

async function verify({ url, dataDir, bank }: VerifyTask): Promise<VerifyAnswer> {
  try {
    const reader = openLedgerReader(url, { dataDir });
    try {
      return { kind: "report", report: await reader.verify(bank ?? undefined) };
    } finally {
      await reader.close();
    }
  } catch (error) {
    if (error instanceof StartError) return { kind: "refused", sentence: error.message };
    return { kind: "failed", message: error instanceof Error ? error.message : String(error) };
  }
}

// Written by `verifyApart`, the only one who starts this file.
const task = JSON.parse(process.argv[2] ?? "null") as VerifyTask;
// Who asked may be gone: then there is nobody to tell, and nothing left to do.
process.once("disconnect", () => process.exit(1));
const answer = await verify(task);
process.send?.(answer, () => process.exit(0));
