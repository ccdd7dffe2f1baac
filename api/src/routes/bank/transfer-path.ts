import { bankIdSchema, transferSeqSchema } from "@resik/contract/bank/ids";
import type { TransferSeq } from "@resik/contract/bank/ids";
import type { ErrorCode, Result } from "@resik/contract/error-code";
import { fail, ok } from "@resik/contract/error-code";
import { z } from "zod";
import { decodeCursor, toPage } from "../../registry/page-cursor.ts";

/** Paths of one transfer of a bank. */
export const transferParamsSchema = z.object({
  bank: bankIdSchema,
  seq: z
    .string()
    .regex(/^\d{1,9}$/, "the number of a transfer")
    .transform(Number)
    .pipe(transferSeqSchema),
});

/** What every write in the book may answer besides its own refusals. */
export const POSTING_ERRORS = [
  "not-found",
  "store-unavailable",
] as const satisfies readonly ErrorCode[];

/** A cursor that is the seq of the last row. @returns null for the first page. */
function decodeSeqCursor(cursor: string | undefined): Result<TransferSeq | null, "invalid-input"> {
  const text = decodeCursor(cursor);
  if (!text.ok) return text;
  if (text.value === "") return ok(null);
  const seq = transferSeqSchema.safeParse(Number(text.value));
  return seq.success ? ok(seq.data) : fail("invalid-input", "cursor is not ours");
}

/**
 * One page of rows in the order of their seq, whichever way. `read` gets the seq that the page
 * before ended with, null for the first page, and how many rows to bring: one more than the page
 * has, which tells that there are more.
 *
 * @returns `invalid-input` for a cursor that is none of ours.
 */
export async function pageBySeq<T extends { seq: number }>(
  { cursor, limit }: { cursor?: string | undefined; limit: number },
  read: (lastSeq: TransferSeq | null, limit: number) => Promise<readonly T[]>,
): Promise<Result<{ items: T[]; next: string | null }, "invalid-input">> {
  const lastSeq = decodeSeqCursor(cursor);
  if (!lastSeq.ok) return lastSeq;
  return ok(toPage(await read(lastSeq.value, limit + 1), limit, ({ seq }) => String(seq)));
}
