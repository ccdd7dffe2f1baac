/** The code SQLite gave an error, `SQLITE_FULL` and the like; null for an error of other origin. */
export function sqliteCodeOf(error: unknown): string | null {
  if (!(error instanceof Error) || !("code" in error)) return null;
  return typeof error.code === "string" && error.code.startsWith("SQLITE_") ? error.code : null;
}

const ROW_FAULTS = ["SQLITE_CONSTRAINT", "SQLITE_MISMATCH", "SQLITE_TOOBIG"];

/** True when the row itself is at fault, so that trying again never helps. */
export function isRowFault(error: unknown): error is Error {
  const code = sqliteCodeOf(error);
  return code !== null && ROW_FAULTS.some((fault) => code.startsWith(fault));
}
