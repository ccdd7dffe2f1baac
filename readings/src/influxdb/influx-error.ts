import { StoreUnavailableError } from "../port.ts";

/** The server answers and refuses who we are, or what we are allowed to do. */
export class AccessRefusedError extends StoreUnavailableError {}

/** A database, policy or bucket is there and does not keep what has to be kept; or cannot be made. */
export class UnfitStorageError extends StoreUnavailableError {}

/** The server could not understand a statement of ours: a defect, not a state of the server. */
export class InfluxStatementError extends Error {
  override readonly name = "InfluxStatementError";
}

const WORDS_MAX = 500;

/**
 * The words of a server about what it refused, in the shapes that the three of them use:
 * `{"error"}` (1.x, 3), `{"code","message"}` (2.x) or plain text.
 */
export function wordsOf(body: string): string {
  const told = jsonOf(body);
  const words = told?.message ?? told?.error;
  return (typeof words === "string" ? words : body).trim().slice(0, WORDS_MAX);
}

/** A JSON object; null for everything else. 3 Core sends JSON without saying so in a header. */
export function jsonOf(body: string): Record<string, unknown> | null {
  try {
    const parsed: unknown = JSON.parse(body);
    if (typeof parsed !== "object" || parsed === null || Array.isArray(parsed)) return null;
    return Object.fromEntries(Object.entries(parsed));
  } catch {
    return null;
  }
}
