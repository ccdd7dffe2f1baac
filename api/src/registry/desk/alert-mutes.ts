import { fail, ok, type Result } from "@resik/contract/error-code";
import type { Selectable } from "kysely";
import type { RegistryDb } from "../tables.ts";
import { raiseRevision } from "./alert-rules.ts";
import type { AlertRuleTables } from "./alert-rule-tables.ts";

/** Mutes that go on at once; one more is refused. */
export const MUTES_MAX = 200;

export type MuteRow = Selectable<AlertRuleTables["alert_mutes"]>;

/** Every mute that is kept; those that are over are dropped when the next one is added. */
export const liveMutes = (db: RegistryDb): Promise<MuteRow[]> =>
  db.selectFrom("alert_mutes").selectAll().orderBy("until_ms").execute();

/**
 * Adds a mute. Call it in a transaction.
 *
 * @returns `invalid-input` when there are as many as may be.
 */
export async function addMute(
  db: RegistryDb,
  mute: MuteRow,
): Promise<Result<MuteRow, "invalid-input">> {
  await db.deleteFrom("alert_mutes").where("until_ms", "<=", mute.from_ms).execute();
  if ((await liveMutes(db)).length >= MUTES_MAX) {
    return fail("invalid-input", `at most ${MUTES_MAX} mutes at once`);
  }
  await db.insertInto("alert_mutes").values(mute).execute();
  await raiseRevision(db);
  return ok(mute);
}

/** Ends a mute before its time. Call it in a transaction. */
export async function endMute(db: RegistryDb, id: string): Promise<Result<MuteRow, "not-found">> {
  const row = await db
    .deleteFrom("alert_mutes")
    .where("id", "=", id)
    .returningAll()
    .executeTakeFirst();
  if (!row) return fail("not-found", `no mute ${id}`);
  await raiseRevision(db);
  return ok(row);
}
