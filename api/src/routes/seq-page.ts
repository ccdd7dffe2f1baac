import { fail, ok, type Result } from "@resik/contract/error-code";
import { decodeCursor, toPage } from "../registry/page-cursor.ts";

/**
 * One page of a list that runs from the newest row to the oldest. `read` gets the seq that the page
 * before ended with, 0 for the first page, and brings the rows below it: one more than `limit`,
 * which tells that there are more.
 *
 * @returns `invalid-input` for a cursor that is none of ours.
 */
export async function pageBeforeSeq<T extends { seq: number }>(
  { cursor, limit }: { cursor?: string | undefined; limit: number },
  read: (place: { beforeSeq: number; limit: number }) => Promise<readonly T[]>,
): Promise<Result<{ items: T[]; next: string | null }, "invalid-input">> {
  const key = decodeCursor(cursor);
  if (!key.ok) return key;
  if (!/^\d{0,15}$/.test(key.value)) return fail("invalid-input", "cursor is not ours");
  const rows = await read({ beforeSeq: Number(key.value), limit });
  return ok(toPage(rows, limit, ({ seq }) => String(seq)));
}
