import { fail, ok, type Result } from "@resik/contract/error-code";
import type { Selectable } from "kysely";
import type { RegistryDb, RegistryTables } from "./tables.ts";

export type PartyRow = Selectable<RegistryTables["parties"]>;
export type PartyKind = PartyRow["kind"];

export const BUYER_KINDS = ["induk", "collector"] as const satisfies readonly PartyKind[];
export const FUND_KINDS = ["fund"] as const satisfies readonly PartyKind[];

/** Parties of one bank: more are refused, so that every list fits on a page. */
export const PARTIES_PER_BANK_MAX = 500;

/**
 * Adds a buyer or a fund. Call it in a transaction, after the bank is known.
 *
 * @returns `already-exists` when the bank has this id, `invalid-input` when it has too many.
 */
export async function addParty(db: RegistryDb, party: PartyRow): Promise<Result<PartyRow>> {
  const known = await listParties(db, party.bank);
  if (known.length >= PARTIES_PER_BANK_MAX) {
    return fail("invalid-input", `a bank has at most ${PARTIES_PER_BANK_MAX} buyers and funds`);
  }
  const done = await db
    .insertInto("parties")
    .values(party)
    .onConflict((conflict) => conflict.columns(["bank", "id"]).doNothing())
    .executeTakeFirst();
  return done.numInsertedOrUpdatedRows === 1n ? ok(party) : fail("already-exists", party.id);
}

/** Buyers and funds of a bank, or those of some kinds, in order of name. */
export async function listParties(
  db: RegistryDb,
  bank: string,
  kinds?: readonly PartyKind[],
): Promise<PartyRow[]> {
  let select = db.selectFrom("parties").selectAll().where("bank", "=", bank);
  if (kinds) select = select.where("kind", "in", kinds);
  return select.orderBy("name").orderBy("id").execute();
}

/** @returns `not-found` when the bank has no such party of these kinds. */
export async function partyOf(
  db: RegistryDb,
  bank: string,
  id: string,
  kinds: readonly PartyKind[],
): Promise<Result<PartyRow, "not-found">> {
  const row = await db
    .selectFrom("parties")
    .selectAll()
    .where("bank", "=", bank)
    .where("id", "=", id)
    .where("kind", "in", kinds)
    .executeTakeFirst();
  return row ? ok(row) : fail("not-found", `no ${kinds.join(" or ")} ${id}`);
}
