import { randomUUID } from "node:crypto";
import { fail, ok, type Result } from "@resik/contract/error-code";
import type { Member } from "@resik/contract/http/bank/members";
import { drawPin, setPin } from "../registry/member-pins.ts";
import { memberOf, memberRow, type MemberRow } from "../registry/members.ts";
import { addGrants } from "../registry/role-grants.ts";
import type { RegistryDb } from "../registry/tables.ts";
import type { SignIn } from "./sign-in.ts";

interface AccountDeps {
  db: RegistryDb;
  signIn: SignIn;
  nowMs: number;
}

/**
 * Draws a new PIN for a member, with an account to sign in by when there is none yet, and ends all
 * sessions: who knew the old PIN is out.
 *
 * @param audit runs in the same transaction.
 * @returns the PIN, which is kept nowhere; `not-found` or `member-retired`.
 */
export async function drawMemberPin(
  deps: AccountDeps,
  who: { bank: string; member: string },
  audit: (db: RegistryDb) => Promise<unknown>,
): Promise<Result<{ member: Member; pin: string }>> {
  const { db, signIn, nowMs } = deps;
  const known = await memberRow(db, who.bank, who.member);
  if (!known.ok) return known;
  if (known.value.retired_at_ms !== null) return fail("member-retired", `member ${who.member}`);
  const context = await signIn.$context;
  const pin = drawPin();
  const pinHash = await context.password.hash(pin);
  const made = known.value.user_id === null ? await makeAccount(signIn, known.value) : null;
  try {
    const userId = await db.transaction().execute(async (trx) => {
      const account = await linkAccount(trx, who.member, made);
      await setPin(trx, who.member, pinHash, nowMs);
      await trx.deleteFrom("session").where("userId", "=", account).execute();
      await audit(trx);
      return account;
    });
    // Two drew a first PIN at once: one account is enough.
    if (made !== null && made !== userId) await context.internalAdapter.deleteUser(made);
  } catch (error) {
    if (made !== null) await context.internalAdapter.deleteUser(made);
    throw error;
  }
  const changed = await memberOf(db, who.bank, who.member);
  return changed.ok ? ok({ member: changed.value, pin }) : changed;
}

/** The library wants an address for everybody; this one no mail can reach. */
async function makeAccount(signIn: SignIn, member: MemberRow): Promise<string> {
  const context = await signIn.$context;
  const email = `${randomUUID()}@members.resik.invalid`;
  const account = { name: member.name, email, emailVerified: false };
  const user = await context.internalAdapter.createUser(account, { method: "admin" });
  return user.id;
}

/** The account of the member: the one it has, or the one just made. */
async function linkAccount(db: RegistryDb, member: string, made: string | null): Promise<string> {
  if (made !== null) {
    await db
      .updateTable("members")
      .set({ user_id: made })
      .where("id", "=", member)
      .where("user_id", "is", null)
      .execute();
  }
  const row = await db
    .selectFrom("members")
    .select("user_id")
    .where("id", "=", member)
    .executeTakeFirstOrThrow();
  if (row.user_id === null) throw new Error("a member has an account by now");
  await addGrants(db, row.user_id, [{ role: "resident", site: null }]);
  return row.user_id;
}
