import { ok, type ErrorCode, type Result } from "@resik/contract/error-code";
import {
  claimKey,
  keepAnswer,
  releaseKey,
  type IdempotentRequest,
  type StoredAnswer,
} from "../registry/idempotency.ts";
import type { RegistryDb } from "../registry/tables.ts";
import type { OwnKeyMode, WriteMode } from "./route.ts";

/** Carries an expected failure out of a transaction, so that the transaction is undone. */
class Undo extends Error {
  readonly result: { ok: false; code: ErrorCode; detail: string };
  constructor(result: { ok: false; code: ErrorCode; detail: string }) {
    super(result.code);
    this.result = result;
  }
}

export interface RunOnceOptions {
  db: RegistryDb;
  mode: Exclude<WriteMode, OwnKeyMode>;
  /** Null when the client sent no key: then each request is its own. */
  request: IdempotentRequest | null;
  secret: string;
  nowMs: number;
  /** Does the work with the database it is given. */
  run(db: RegistryDb): Promise<Result<StoredAnswer>>;
}

/**
 * Does a write at most once a key. A failure keeps no answer: it changed nothing, so the same
 * request may be tried again.
 *
 * @returns the answer, `replayed` when it is the one of an earlier request.
 */
export async function runOnce(
  options: RunOnceOptions,
): Promise<Result<{ answer: StoredAnswer; replayed: boolean }>> {
  if (options.mode === "claim") return runClaimed(options);
  try {
    return await options.db.transaction().execute(async (db) => {
      const result = await attempt(options, db);
      if (!result.ok) throw new Undo(result);
      return result;
    });
  } catch (error) {
    if (error instanceof Undo) return error.result;
    throw error;
  }
}

async function runClaimed(
  options: RunOnceOptions,
): Promise<Result<{ answer: StoredAnswer; replayed: boolean }>> {
  const { db, request } = options;
  let done = false;
  let claimed = false;
  try {
    const result = await attempt(options, db, () => (claimed = true));
    done = result.ok;
    return result;
  } finally {
    if (!done && claimed && request) await releaseKey(db, request);
  }
}

async function attempt(
  options: RunOnceOptions,
  db: RegistryDb,
  onClaim: () => void = () => {},
): Promise<Result<{ answer: StoredAnswer; replayed: boolean }>> {
  const { request, secret, nowMs } = options;
  if (request) {
    const claim = await claimKey(db, request, { secret, nowMs });
    if (!claim.ok) return claim;
    if (claim.value) return ok({ answer: claim.value, replayed: true });
    onClaim();
  }
  const result = await options.run(db);
  if (!result.ok) return result;
  if (request) await keepAnswer(db, request, result.value, secret);
  return ok({ answer: result.value, replayed: false });
}
