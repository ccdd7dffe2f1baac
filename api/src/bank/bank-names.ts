import type { MemberId } from "@resik/contract/bank/ids";
import type { MemberName } from "@resik/contract/http/bank/members";
import type { RegistryDb } from "../registry/tables.ts";

/** Three digits of the bank and four of the member. */
export const memberNumberOf = (bankNumber: number, serial: number): string =>
  `${String(bankNumber).padStart(3, "0")}${String(serial).padStart(4, "0")}`;

/** How these members are named, retired ones too. Ids that nobody has are left out. */
export async function memberNames(
  db: RegistryDb,
  ids: Iterable<string>,
): Promise<Map<string, MemberName>> {
  const wanted = [...new Set(ids)];
  if (wanted.length === 0) return new Map();
  const rows = await db
    .selectFrom("members")
    .innerJoin("banks", "banks.id", "members.bank")
    .select(["members.id", "members.serial", "members.name", "banks.number"])
    .where("members.id", "in", wanted)
    .execute();
  return new Map(
    rows.map(({ id, serial, name, number }) => [
      id,
      // The id was checked against its schema when the member was registered.
      { id: id as MemberId, number: memberNumberOf(number, serial), name },
    ]),
  );
}

const USER = "user:";

/**
 * The names behind actors of the form `user:<id>`; services and people who are gone have none.
 * `with-username` leaves residents out, who sign in by number and not by username.
 */
export async function actorNames(
  db: RegistryDb,
  actors: Iterable<string>,
  who: "all" | "with-username" = "all",
): Promise<Map<string, string>> {
  const ids = [...new Set(actors)]
    .filter((actor) => actor.startsWith(USER))
    .map((actor) => actor.slice(USER.length));
  if (ids.length === 0) return new Map();
  let select = db.selectFrom("user").select(["id", "name"]).where("id", "in", ids);
  if (who === "with-username") select = select.where("username", "is not", null);
  const rows = await select.execute();
  return new Map(rows.map(({ id, name }) => [`${USER}${id}`, name]));
}
