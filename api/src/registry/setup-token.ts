import { fail, ok, type Result } from "@resik/contract/error-code";
import { createSecret } from "@resik/kit/random";
import { hasAdministrator } from "./role-grants.ts";
import { isSecretOfHash, sha256Hex } from "./secret-hash.ts";
import type { RegistryDb } from "./tables.ts";

/**
 * Draws the token of the one-time link that makes the first administrator. An older unused one is
 * worth nothing afterwards. Null when there is an administrator already.
 */
export async function createSetupToken(db: RegistryDb, nowMs: number): Promise<string | null> {
  if (await hasAdministrator(db)) return null;
  const token = createSecret();
  await db.deleteFrom("setup_tokens").where("used_at_ms", "is", null).execute();
  await db
    .insertInto("setup_tokens")
    .values({ token_sha256: sha256Hex(token), created_at_ms: nowMs, used_at_ms: null })
    .execute();
  return token;
}

/**
 * Uses the token up.
 *
 * @returns `link-used` when there is an administrator already or the token was used before,
 * `not-allowed` when it is not ours.
 */
export async function consumeSetupToken(
  db: RegistryDb,
  token: string,
  nowMs: number,
): Promise<Result<void, "link-used" | "not-allowed">> {
  if (await hasAdministrator(db)) return fail("link-used", "there is an administrator already");
  const rows = await db.selectFrom("setup_tokens").selectAll().execute();
  const row = rows.find((candidate) => isSecretOfHash(token, candidate.token_sha256));
  if (!row) return fail("not-allowed", "the link is not right; start the program for a new one");
  const done = await db
    .updateTable("setup_tokens")
    .set({ used_at_ms: nowMs })
    .where("token_sha256", "=", row.token_sha256)
    .where("used_at_ms", "is", null)
    .executeTakeFirst();
  if (done.numUpdatedRows !== 1n) return fail("link-used", "the link was used");
  return ok(undefined);
}

/** Makes a used token good again: the account could not be made after all. */
export const restoreSetupToken = (db: RegistryDb, token: string) =>
  db
    .updateTable("setup_tokens")
    .set({ used_at_ms: null })
    .where("token_sha256", "=", sha256Hex(token))
    .execute();
