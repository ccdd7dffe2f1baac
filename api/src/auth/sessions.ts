import type { RegistryDb } from "../registry/tables.ts";
import type { SignIn } from "./sign-in.ts";

/** The session of a request; only the sign-in library knows which one its cookie means. */
export async function sessionIdOf(signIn: SignIn, headers: Headers): Promise<string | null> {
  return (await signIn.api.getSession({ headers }))?.session.id ?? null;
}

/**
 * Ends all sessions of an account but this one.
 *
 * @returns how many ended.
 */
export async function endOtherSessions(
  db: RegistryDb,
  userId: string,
  keptSession: string | null,
): Promise<number> {
  const done = await db
    .deleteFrom("session")
    .where("userId", "=", userId)
    .where("id", "!=", keptSession ?? "")
    .executeTakeFirst();
  return Number(done.numDeletedRows);
}
