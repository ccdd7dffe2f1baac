import { fail, ok, type Result } from "@resik/contract/error-code";

/** A cursor is the last key of the page before, wrapped so that nobody builds on its form. */
export const encodeCursor = (lastKey: string): string =>
  Buffer.from(lastKey, "utf8").toString("base64url");

/** @returns the key, or `invalid-input` when the text is not one of our cursors. */
export function decodeCursor(cursor: string | undefined): Result<string, "invalid-input"> {
  if (cursor === undefined) return ok("");
  const key = Buffer.from(cursor, "base64url").toString("utf8");
  if (key === "" || encodeCursor(key) !== cursor)
    return fail("invalid-input", "cursor is not ours");
  return ok(key);
}

/** Cuts one row more than asked for into a page and the cursor to the rest. */
export function toPage<T>(
  rows: readonly T[],
  limit: number,
  keyOf: (row: T) => string,
): { items: T[]; next: string | null } {
  const items = rows.slice(0, limit);
  const last = items.at(-1);
  const next = rows.length > limit && last !== undefined ? encodeCursor(keyOf(last)) : null;
  return { items, next };
}
