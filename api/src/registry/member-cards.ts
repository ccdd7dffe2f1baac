import { fail, ok, type Result } from "@resik/contract/error-code";
import type { Member } from "@resik/contract/http/bank/members";
import { createSecret } from "@resik/kit/random";
import { activeMemberOf, memberOf } from "./members.ts";
import { sha256Hex } from "./secret-hash.ts";
import type { RegistryDb } from "./tables.ts";

const revokeLive = (db: RegistryDb, member: string, nowMs: number) =>
  db
    .updateTable("member_cards")
    .set({ revoked_at_ms: nowMs })
    .where("member", "=", member)
    .where("revoked_at_ms", "is", null)
    .execute();

/**
 * Gives a member a new card and shows its token, once; only a hash of it is kept. An older card is
 * worth nothing from now on.
 *
 * @returns `not-found` or `member-retired`.
 */
export async function issueCard(
  db: RegistryDb,
  bank: string,
  member: string,
  nowMs: number,
): Promise<Result<{ member: Member; token: string }>> {
  const active = await activeMemberOf(db, bank, member);
  if (!active.ok) return active;
  const token = createSecret();
  await revokeLive(db, member, nowMs);
  await db
    .insertInto("member_cards")
    .values({ token_sha256: sha256Hex(token), member, issued_at_ms: nowMs, revoked_at_ms: null })
    .execute();
  const changed = await memberOf(db, bank, member);
  return changed.ok ? ok({ member: changed.value, token }) : changed;
}

/** Makes a lost card worthless; without a live one nothing changes. @returns `not-found`. */
export async function revokeCard(
  db: RegistryDb,
  bank: string,
  member: string,
  nowMs: number,
): Promise<Result<Member, "not-found">> {
  const known = await memberOf(db, bank, member);
  if (!known.ok) return known;
  await revokeLive(db, member, nowMs);
  return memberOf(db, bank, member);
}

/** Whose live card this is; null for a card that nobody has or that was revoked. */
export async function memberIdOfCard(db: RegistryDb, token: string): Promise<string | null> {
  const row = await db
    .selectFrom("member_cards")
    .select("member")
    .where("token_sha256", "=", sha256Hex(token))
    .where("revoked_at_ms", "is", null)
    .executeTakeFirst();
  return row?.member ?? null;
}

/** @returns `not-found` for a revoked card and for a card of another bank alike. */
export async function memberByCard(
  db: RegistryDb,
  bank: string,
  token: string,
): Promise<Result<Member, "not-found">> {
  const id = await memberIdOfCard(db, token);
  const found = id === null ? null : await memberOf(db, bank, id);
  return found?.ok === true ? found : fail("not-found", "no card of this bank");
}
