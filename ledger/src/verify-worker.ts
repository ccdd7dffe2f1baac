import { parentPort, workerData } from "node:worker_threads";
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
    if (!(error instanceof StartError)) throw error;
    return { kind: "refused", sentence: error.message };
  }
}

// Given by `verifyInWorker`, the only one who starts this file.
// oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread, not a window
parentPort?.postMessage(await verify(workerData as VerifyTask));
