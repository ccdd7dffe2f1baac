import { deposit, START_MS, withdrawal, type CommandInput } from "../suite/desk.ts";

/** Deposits, and withdrawals that are sometimes refused; the same for an index in any process. */
const crashCommand = (index: number): CommandInput =>
  index % 3 === 2 ? withdrawal((index % 7) * 1_000 + 1) : deposit((index % 5) * 100 + 1);

/** The same request in every process: a retry of it has the same key and input. */
export const crashRequest = (index: number) => ({
  bank: "bank-melati",
  key: `crash-${String(index).padStart(8, "0")}`,
  actor: "operator-1",
  occurredAtMs: START_MS,
  command: crashCommand(index),
});
