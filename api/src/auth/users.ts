import { fail, ok, type Result } from "@resik/contract/error-code";
import type { RoleGrant, User, UserCreation, UserRow } from "@resik/contract/http/users";
import {
  addGrants,
  grantsByUserIds,
  hasAdministrator,
  replaceGrants,
} from "../registry/role-grants.ts";
import { toInstant } from "../registry/device-row.ts";
import type { RegistryDb } from "../registry/tables.ts";
import type { SignIn } from "./sign-in.ts";

async function missingSite(db: RegistryDb, roles: readonly RoleGrant[]): Promise<string | null> {
  const wanted = new Set(roles.flatMap((grant) => grant.site ?? []));
  for (const site of wanted) {
    const row = await db.selectFrom("sites").select("id").where("id", "=", site).executeTakeFirst();
    if (!row) return site;
  }
  return null;
}

/**
 * Makes an account with a password. The sign-in library wants an address for everybody; ours have
 * none, so it gets one that no mail can reach.
 *
 * @returns `already-exists` when the username is taken, `not-found` when a role's site is.
 */
export async function addUser(
  options: { db: RegistryDb; signIn: SignIn },
  input: UserCreation,
): Promise<Result<User>> {
  const { db, signIn } = options;
  const site = await missingSite(db, input.roles);
  if (site !== null) return fail("not-found", `no site ${site}`);
  const taken = await db
    .selectFrom("user")
    .select("id")
    .where("username", "=", input.username)
    .executeTakeFirst();
  if (taken) return fail("already-exists", `username ${input.username}`);

  const context = await signIn.$context;
  const password = await context.password.hash(input.password);
  const user = await context.internalAdapter.createUser(
    {
      name: input.name,
      username: input.username,
      email: `${input.username}@users.resik.invalid`,
      emailVerified: false,
    },
    { method: "admin" },
  );
  try {
    await context.internalAdapter.linkAccount({
      userId: user.id,
      accountId: user.id,
      providerId: "credential",
      password,
    });
    await addGrants(db, user.id, input.roles);
  } catch (error) {
    // Half an account could neither sign in nor be made again.
    await context.internalAdapter.deleteUser(user.id);
    throw error;
  }
  return ok({ id: user.id, username: input.username, name: input.name, roles: input.roles });
}

/**
 * Gives an account a new password and ends all its sessions: who knew the old one is out.
 *
 * @returns the account's id; `not-found` when nobody has the username.
 */
export async function resetPassword(
  options: { db: RegistryDb; signIn: SignIn },
  username: string,
  password: string,
): Promise<Result<{ id: string }, "not-found">> {
  const user = await options.db
    .selectFrom("user")
    .select("id")
    .where("username", "=", username)
    .executeTakeFirst();
  if (!user) return fail("not-found", `no user ${username}`);
  const context = await options.signIn.$context;
  await context.internalAdapter.updatePassword(user.id, await context.password.hash(password));
  await context.internalAdapter.deleteUserSessions(user.id);
  return ok({ id: user.id });
}

/** The account with this id that signs in by a username; null when there is none. */
export async function findUser(db: RegistryDb, id: string): Promise<UserRow | null> {
  const row = await db
    .selectFrom("user")
    .select(["id", "name", "username", "createdAt"])
    .where("id", "=", id)
    .where("username", "is not", null)
    .executeTakeFirst();
  if (!row) return null;
  const grants = await grantsByUserIds(db, [row.id]);
  return toUserRow(row, grants.get(row.id) ?? []);
}

/**
 * Gives an account these roles instead of those it had; they count from the next request on.
 *
 * @returns `not-found` when there is no such account, or a role's site is not there; `not-allowed`
 * when no administrator would be left.
 */
export async function setRoles(
  db: RegistryDb,
  id: string,
  roles: readonly RoleGrant[],
): Promise<Result<UserRow, "not-found" | "not-allowed">> {
  const user = await findUser(db, id);
  if (!user) return fail("not-found", `no user ${id}`);
  const site = await missingSite(db, roles);
  if (site !== null) return fail("not-found", `no site ${site}`);
  const runsIt = ({ role }: RoleGrant): boolean => role === "administrator";
  const isLosingIt = user.roles.some(runsIt) && !roles.some(runsIt);
  // Two who take it from each other at the same time come here one after the other.
  if (isLosingIt && !(await hasAdministrator(db, { besides: user.id }))) {
    return fail("not-allowed", "an administrator must be left");
  }
  await replaceGrants(db, user.id, roles);
  return ok({ ...user, roles: [...roles] });
}

/** Accounts after the given username, in that order; one more than `limit` when there are more. */
export async function listUsers(
  db: RegistryDb,
  query: { afterUsername: string; limit: number },
): Promise<UserRow[]> {
  const rows = await db
    .selectFrom("user")
    .select(["id", "name", "username", "createdAt"])
    .where("username", ">", query.afterUsername)
    .orderBy("username")
    .limit(query.limit + 1)
    .execute();
  const grants = await grantsByUserIds(
    db,
    rows.map((row) => row.id),
  );
  return rows.map((row) => toUserRow(row, grants.get(row.id) ?? []));
}

const toUserRow = (
  row: { id: string; name: string; username: string | null; createdAt: string | number | Date },
  roles: RoleGrant[],
): UserRow => ({
  id: row.id,
  username: row.username ?? "",
  name: row.name,
  roles,
  createdAt: toInstant(new Date(row.createdAt).getTime()),
});
