import { roleGrantSchema, type RoleGrant } from "@resik/contract/http/users";
import type { RegistryDb } from "./tables.ts";

/** Whether there is an administrator, besides one user if that is asked. */
export async function hasAdministrator(
  db: RegistryDb,
  { besides = "" }: { besides?: string } = {},
): Promise<boolean> {
  const row = await db
    .selectFrom("role_grants")
    .select("user_id")
    .where("role", "=", "administrator")
    .where("user_id", "!=", besides)
    .limit(1)
    .executeTakeFirst();
  return row !== undefined;
}

/** The grants of each of these users. */
export async function grantsByUserIds(
  db: RegistryDb,
  userIds: readonly string[],
): Promise<Map<string, RoleGrant[]>> {
  const grants = new Map<string, RoleGrant[]>(userIds.map((id) => [id, []]));
  if (userIds.length === 0) return grants;
  const rows = await db
    .selectFrom("role_grants")
    .selectAll()
    .where("user_id", "in", userIds)
    .orderBy("role")
    .orderBy("site")
    .execute();
  for (const { user_id, role, site } of rows) {
    grants.get(user_id)?.push(roleGrantSchema.parse({ role, site }));
  }
  return grants;
}

export async function addGrants(
  db: RegistryDb,
  userId: string,
  grants: readonly RoleGrant[],
): Promise<void> {
  for (const { role, site } of grants) {
    await db
      .insertInto("role_grants")
      .values({ user_id: userId, role, site })
      .onConflict((conflict) => conflict.doNothing())
      .execute();
  }
}

/** From now on the user has these grants and no others. */
export async function replaceGrants(
  db: RegistryDb,
  userId: string,
  grants: readonly RoleGrant[],
): Promise<void> {
  await db.deleteFrom("role_grants").where("user_id", "=", userId).execute();
  await addGrants(db, userId, grants);
}
