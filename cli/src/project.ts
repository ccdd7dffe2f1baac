import { join } from "node:path";

/** The folder that holds the workspaces; this file lies in `cli/src`. */
export const PROJECT_DIR = join(import.meta.dirname, "..", "..");

export type ProgramName = "broker" | "ingest" | "api" | "firmware-sim";

/** The entry of a program, as it is given to Node. */
export const programEntry = (program: ProgramName): string =>
  join(PROJECT_DIR, program, "src", "main.ts");
