import { fail, ok, type Result } from "@resik/contract/error-code";
import type { PersonRef } from "@resik/contract/http/alerts";
import type { RegistryDb } from "../tables.ts";

const staff = (db: RegistryDb) =>
  db
    .selectFrom("user")
    .select(["user.id", "user.name"])
    .where(({ exists, selectFrom }) =>
      exists(
        selectFrom("role_grants")
          .select("role_grants.role")
          .whereRef("role_grants.user_id", "=", "user.id")
          .where("role_grants.role", "in", ["staff", "administrator"]),
      ),
    );

/** Everybody to whom a task or an alert can be given, by name; at most `PEOPLE_MAX`. */
export const assignablePeople = (db: RegistryDb): Promise<PersonRef[]> =>
  staff(db).orderBy("user.name").orderBy("user.id").limit(PEOPLE_MAX).execute();

/** Members of staff that a list to choose from names; a district's office has some dozens. */
const PEOPLE_MAX = 500;

/** @returns `not-found` when nobody of the staff has this id. */
export async function assignablePerson(
  db: RegistryDb,
  id: string,
): Promise<Result<PersonRef, "not-found">> {
  const person = await staff(db).where("user.id", "=", id).executeTakeFirst();
  return person ? ok(person) : fail("not-found", `no member of staff ${id}`);
}
