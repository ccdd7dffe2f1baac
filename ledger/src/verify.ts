import { Worker } from "node:worker_threads";
import type { BankId } from "@resik/contract/bank/ids";
import { StartError } from "@resik/kit/program";
import type { VerifyReport } from "./port.ts";

/** What the worker is given, and what comes back once. */
export interface VerifyTask {
  url: string;
  dataDir: string;
  bank: BankId | null;
}
export type VerifyAnswer =
  | { kind: "report"; report: VerifyReport }
  /** An expected reason not to open it; its sentence is for a person. */
  | { kind: "refused"; sentence: string };

/**
 * Proves the books, or one bank's, in a thread of its own that opens the ledger for reading: whoever
 * asks goes on serving meanwhile, however long the book is.
 *
 * @throws StartError as `openLedgerReader` does; an error when the file cannot be read.
 */
export function verifyInWorker(url: string, dataDir: string, bank?: BankId): Promise<VerifyReport> {
  const task: VerifyTask = { url, dataDir, bank: bank ?? null };
  return new Promise((resolve, reject) => {
    const worker = new Worker(new URL("verify-worker.ts", import.meta.url), { workerData: task });
    worker.once("message", (answer: VerifyAnswer) => {
      if (answer.kind === "report") resolve(answer.report);
      else reject(new StartError(answer.sentence));
    });
    worker.once("error", reject);
    // After an answer this changes nothing.
    worker.once("exit", (code) => reject(new Error(`the proof ended without an answer: ${code}`)));
  });
}
