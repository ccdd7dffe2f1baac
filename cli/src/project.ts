import { join } from "node:path";

/** The folder that holds the workspaces; this file lies in `cli/src`. */
export const PROJECT_DIR = join(import.meta.dirname, "..", "..");

export type ProgramName = "broker" | "ingest" | "api" | "firmware-sim";

/** The entry of a program, as it is given to Node. */
export const programEntry = (program: ProgramName): string =>
  join(PROJECT_DIR, program, "src", "main.ts");

/**
 * Where Node keeps what it has compiled, types stripped: from the second start on a program comes
 * up faster and without the compiler of types in its memory. Best effort: Node goes on without it
 * where it cannot be written.
 */
export const COMPILE_CACHE_DIR = join(PROJECT_DIR, "node_modules", ".cache", "resik");
