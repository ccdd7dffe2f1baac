import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from "node:crypto";
import { fail, ok, type Result } from "@resik/contract/error-code";
import { sha256Hex } from "./secret-hash.ts";
import type { RegistryDb } from "./tables.ts";

/** How long a key protects its first answer. */
const KEPT_MS = 24 * 3_600_000;
/** A first request that took longer than this died; its key may be claimed again. */
const LEASE_MS = 60_000;

const CIPHER = "aes-256-gcm";
const IV_BYTES = 12;
const TAG_BYTES = 16;

export interface StoredAnswer {
  status: number;
  /** JSON text. */
  body: string;
}

export interface IdempotentRequest {
  /** Who asks: keys of two principals never meet. */
  actor: string;
  key: string;
  /** Hash of route and body. */
  inputSha256: string;
}

/**
 * Answers may hold a device's secret, and secrets are kept as hashes only. So an answer is sealed
 * under a key derived from the client's idempotency key, of which only a hash is stored, and from
 * the session secret, which is not in the file at all.
 */
function sealKey(request: IdempotentRequest, secret: string): Buffer {
  const salt = sha256Hex(`${request.actor}\n${request.inputSha256}`);
  return Buffer.from(hkdfSync("sha256", `${secret}\n${request.key}`, salt, "resik-answer", 32));
}

function seal(answer: StoredAnswer, key: Buffer): Buffer {
  const iv = randomBytes(IV_BYTES);
  const cipher = createCipheriv(CIPHER, key, iv);
  const text = Buffer.concat([cipher.update(JSON.stringify(answer), "utf8"), cipher.final()]);
  return Buffer.concat([iv, cipher.getAuthTag(), text]);
}

function unseal(sealed: Buffer, key: Buffer): StoredAnswer {
  const decipher = createDecipheriv(CIPHER, key, sealed.subarray(0, IV_BYTES));
  decipher.setAuthTag(sealed.subarray(IV_BYTES, IV_BYTES + TAG_BYTES));
  const text = decipher.update(sealed.subarray(IV_BYTES + TAG_BYTES), undefined, "utf8");
  // The tag proves that `seal` wrote these bytes.
  return JSON.parse(text + decipher.final("utf8")) as StoredAnswer;
}

const keyHash = (request: IdempotentRequest): string =>
  sha256Hex(`${request.actor}\n${request.key}`);

/**
 * Claims a key for a first request, or finds its answer.
 *
 * @returns null when the caller is the first and must go on, the stored answer when not;
 * `idempotency-conflict` when the key came with other input or its first request is at work.
 */
export async function claimKey(
  db: RegistryDb,
  request: IdempotentRequest,
  options: { secret: string; nowMs: number },
): Promise<Result<StoredAnswer | null, "idempotency-conflict">> {
  const { nowMs } = options;
  const key_sha256 = keyHash(request);
  await db
    .deleteFrom("idempotency_keys")
    .where("claimed_at_ms", "<", nowMs - KEPT_MS)
    .execute();
  await db
    .deleteFrom("idempotency_keys")
    .where("key_sha256", "=", key_sha256)
    .where("answer", "is", null)
    .where("claimed_at_ms", "<", nowMs - LEASE_MS)
    .execute();
  const done = await db
    .insertInto("idempotency_keys")
    .values({ key_sha256, input_sha256: request.inputSha256, claimed_at_ms: nowMs, answer: null })
    .onConflict((conflict) => conflict.column("key_sha256").doNothing())
    .executeTakeFirst();
  if (done.numInsertedOrUpdatedRows === 1n) return ok(null);
  const row = await db
    .selectFrom("idempotency_keys")
    .selectAll()
    .where("key_sha256", "=", key_sha256)
    .executeTakeFirstOrThrow();
  if (row.input_sha256 !== request.inputSha256) {
    return fail("idempotency-conflict", "the key was used with other input");
  }
  if (row.answer === null) return fail("idempotency-conflict", "the first request is at work");
  return ok(unseal(row.answer, sealKey(request, options.secret)));
}

/** Keeps the first answer under its claimed key. */
export async function keepAnswer(
  db: RegistryDb,
  request: IdempotentRequest,
  answer: StoredAnswer,
  secret: string,
): Promise<void> {
  await db
    .updateTable("idempotency_keys")
    .set({ answer: seal(answer, sealKey(request, secret)) })
    .where("key_sha256", "=", keyHash(request))
    .execute();
}

/** Gives a claimed key back: nothing was done, the same request may come again. */
export async function releaseKey(db: RegistryDb, request: IdempotentRequest): Promise<void> {
  await db
    .deleteFrom("idempotency_keys")
    .where("key_sha256", "=", keyHash(request))
    .where("answer", "is", null)
    .execute();
}
