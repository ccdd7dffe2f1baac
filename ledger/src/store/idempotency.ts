import { ERROR_CODES, fail, ok, type ErrorCode, type Result } from "@resik/contract/error-code";
import type { PostRequest } from "../post-request.ts";
import type { Posted } from "../port.ts";
import { readTransferByKey } from "./reads.ts";
import type { LedgerDb } from "./tables.ts";

function toErrorCode(code: string): ErrorCode {
  const known = ERROR_CODES.find((candidate) => candidate === code);
  if (!known) throw new Error(`a refusal with the unknown code ${code}`);
  return known;
}

const conflict = (): Result<Posted> =>
  fail("idempotency-conflict", "the key belongs to another request");

/** The first answer to this key; null when it is new. */
export async function firstAnswer(
  db: LedgerDb,
  { bank, key }: Pick<PostRequest, "bank" | "key">,
  input: string,
): Promise<Result<Posted> | null> {
  const posted = await db
    .selectFrom("transfers")
    .select("input_sha256")
    .where("bank", "=", bank)
    .where("idempotency_key", "=", key)
    .executeTakeFirst();
  if (posted) {
    if (posted.input_sha256 !== input) return conflict();
    const transfer = await readTransferByKey(db, bank, key);
    if (!transfer) throw new Error(`transfer of key ${key} is gone`);
    return ok({ transfer, isRepeat: true });
  }
  const refused = await db
    .selectFrom("refusals")
    .selectAll()
    .where("bank", "=", bank)
    .where("idempotency_key", "=", key)
    .executeTakeFirst();
  if (!refused) return null;
  if (refused.input_sha256 !== input) return conflict();
  return fail(toErrorCode(refused.code), refused.detail);
}
