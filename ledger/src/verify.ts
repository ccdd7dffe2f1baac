import { fork } from "node:child_process";
import type { BankId } from "@resik/contract/bank/ids";
import { StartError } from "@resik/kit/program";
import type { VerifyReport } from "./port.ts";

/** What the process is given, and what comes back once. */
export interface VerifyTask {
  url: string;
  dataDir: string;
  bank: BankId | null;
}
export type VerifyAnswer =
  | { kind: "report"; report: VerifyReport }
  /** An expected reason not to open it; its sentence is for a person. */
  | { kind: "refused"; sentence: string }
  | { kind: "failed"; message: string };

/**
 * Proves the books, or one bank's, in a process of its own that opens the ledger for reading: whoever
 * asks goes on serving meanwhile, however long the book is. A process and not a thread: a thread
 * that ends with a native database in it can take the whole program along.
 *
 * @throws StartError as `openLedgerReader` does; an error when the file cannot be read, or when the
 * signal ended the proof.
 */
export function verifyApart(
  task: VerifyTask,
  options: { signal?: AbortSignal } = {},
): Promise<VerifyReport> {
  return new Promise((resolve, reject) => {
    const child = fork(new URL("verify-process.ts", import.meta.url), [JSON.stringify(task)], {
      // It needs no setting of its parent, and no secret.
      env: {},
      execArgv: [],
      stdio: ["ignore", "ignore", "inherit", "ipc"],
      ...(options.signal ? { signal: options.signal, killSignal: "SIGKILL" as const } : {}),
    });
    // Sent by `verify-process.ts`, which is part of this file.
    child.once("message", (message) => settle(message as VerifyAnswer));
    child.once("error", reject);
    // After an answer this changes nothing.
    child.once("exit", (code, signal) =>
      reject(new Error(`the proof ended without an answer: ${signal ?? code}`)),
    );

    function settle(answer: VerifyAnswer): void {
      switch (answer.kind) {
        case "report":
          return resolve(answer.report);
        case "refused":
          return reject(new StartError(answer.sentence));
        case "failed":
          return reject(new Error(answer.message));
      }
    }
  });
}
