import type { BankId, MemberId } from "@resik/contract/bank/ids";
import { fail, ok, type Result } from "@resik/contract/error-code";
import type { Member, MemberCreation, MemberUpdate } from "@resik/contract/http/bank/members";
import type { SiteId } from "@resik/contract/slug";
import { sql } from "kysely";
import { memberNumberOf } from "../bank/bank-names.ts";
import { bankOf } from "./banks.ts";
import { toInstant } from "./device-row.ts";
import { phoneSpellings } from "./phone.ts";
import type { RegistryDb } from "./tables.ts";

/** Members of one bank, retired ones too: their number has four digits for them. */
export const MEMBERS_PER_BANK_MAX = 9_999;

const select = (db: RegistryDb) =>
  db
    .selectFrom("members")
    .innerJoin("banks", "banks.id", "members.bank")
    .leftJoin("member_pins", "member_pins.member", "members.id")
    .leftJoin("member_cards", (join) =>
      join
        .onRef("member_cards.member", "=", "members.id")
        .on("member_cards.revoked_at_ms", "is", null),
    )
    .select([
      "members.id",
      "members.bank",
      "members.serial",
      "members.kind",
      "members.name",
      "members.phone",
      "members.address",
      "members.unit",
      "members.joined_on",
      "members.retired_at_ms",
      "members.user_id",
      "banks.number",
      "member_pins.set_at_ms as pin_set_at_ms",
      "member_cards.issued_at_ms as card_issued_at_ms",
      "member_cards.token_sha256 as card_sha256",
    ]);

export type MemberRow = Awaited<ReturnType<ReturnType<typeof select>["executeTakeFirstOrThrow"]>>;

/** A member as the bank sees it. */
export const toMember = (row: MemberRow): Member => ({
  // Id and unit were checked against their schemas when they were written.
  id: row.id as MemberId,
  number: memberNumberOf(row.number, row.serial),
  kind: row.kind,
  name: row.name,
  phone: row.phone,
  address: row.address,
  unit: row.unit as SiteId | null,
  joinedOn: row.joined_on,
  retiredAt: row.retired_at_ms === null ? null : toInstant(row.retired_at_ms),
  hasPin: row.pin_set_at_ms !== null,
  card: row.card_issued_at_ms === null ? null : { issuedAt: toInstant(row.card_issued_at_ms) },
});

/** Whether the bank behind a member may stand there. */
async function checkUnit(
  db: RegistryDb,
  bank: BankId,
  input: Pick<MemberUpdate, "kind" | "unit">,
): Promise<Result<void>> {
  if (input.unit === null) return ok(undefined);
  if (input.kind !== "unit") return fail("invalid-input", "only a unit has a bank behind it");
  if (input.unit === bank) return fail("invalid-input", "a bank is not its own member");
  const unit = await bankOf(db, input.unit);
  return unit.ok ? ok(undefined) : unit;
}

/**
 * Registers a member with the next serial of the bank. Call it in a transaction: two at once must
 * not get the same number.
 *
 * @returns `not-found` without the bank or the unit, `already-exists` when the id is taken,
 * `invalid-input` when the bank has no number left or the unit cannot be.
 */
export async function addMember(
  db: RegistryDb,
  bank: string,
  input: Omit<MemberCreation, "id" | "joinedOn"> & { id: string; joinedOn: string },
): Promise<Result<Member>> {
  const known = await bankOf(db, bank);
  if (!known.ok) return known;
  const unit = await checkUnit(db, known.value.id, input);
  if (!unit.ok) return unit;
  const last = await db
    .selectFrom("members")
    .select((eb) => eb.fn.max("serial").as("serial"))
    .where("bank", "=", bank)
    .executeTakeFirst();
  const serial = (last?.serial ?? 0) + 1;
  if (serial > MEMBERS_PER_BANK_MAX) return fail("invalid-input", "the bank has no number left");
  const { id, kind, name, phone, address, joinedOn: joined_on } = input;
  const done = await db
    .insertInto("members")
    .values({ id, bank, serial, kind, name, phone, address, unit: input.unit, joined_on })
    .onConflict((conflict) => conflict.column("id").doNothing())
    .executeTakeFirst();
  if (done.numInsertedOrUpdatedRows !== 1n) return fail("already-exists", `member ${id}`);
  return memberOf(db, bank, id);
}

/** @returns `not-found` when the bank has no such member, whoever else has it. */
export async function memberRow(
  db: RegistryDb,
  bank: string,
  id: string,
): Promise<Result<MemberRow, "not-found">> {
  const row = await select(db)
    .where("members.bank", "=", bank)
    .where("members.id", "=", id)
    .executeTakeFirst();
  return row ? ok(row) : fail("not-found", `no member ${id}`);
}

/** @returns `not-found` when the bank has no such member, whoever else has it. */
export async function memberOf(
  db: RegistryDb,
  bank: string,
  id: string,
): Promise<Result<Member, "not-found">> {
  const row = await memberRow(db, bank, id);
  return row.ok ? ok(toMember(row.value)) : row;
}

/** The same, and not retired. @returns `not-found` or `member-retired`. */
export async function activeMemberOf(
  db: RegistryDb,
  bank: string,
  id: string,
): Promise<Result<Member, "not-found" | "member-retired">> {
  const found = await memberOf(db, bank, id);
  if (found.ok && found.value.retiredAt !== null) return fail("member-retired", `member ${id}`);
  return found;
}

/**
 * Replaces what is said of a member. The account by which a member signs in follows the name.
 *
 * @returns `not-found`, or `invalid-input` when the unit cannot be.
 */
export async function updateMember(
  db: RegistryDb,
  bank: BankId,
  id: string,
  update: MemberUpdate,
): Promise<Result<Member>> {
  const known = await memberRow(db, bank, id);
  if (!known.ok) return known;
  const checked = await checkUnit(db, bank, update);
  if (!checked.ok) return checked;
  const { kind, name, phone, address, unit } = update;
  await db
    .updateTable("members")
    .set({ kind, name, phone, address, unit })
    .where("id", "=", id)
    .execute();
  const account = known.value.user_id;
  if (account !== null) {
    await db.updateTable("user").set({ name }).where("id", "=", account).execute();
  }
  return memberOf(db, bank, id);
}

/**
 * Retires a member and ends the sessions of its account. Card and PIN stay, and count again when
 * the member comes back.
 *
 * @returns `not-found`, or `member-retired` when it is already.
 */
export async function retireMember(
  db: RegistryDb,
  bank: string,
  id: string,
  nowMs: number,
): Promise<Result<Member>> {
  const known = await memberRow(db, bank, id);
  if (!known.ok) return known;
  if (known.value.retired_at_ms !== null) return fail("member-retired", `member ${id}`);
  await db.updateTable("members").set({ retired_at_ms: nowMs }).where("id", "=", id).execute();
  const account = known.value.user_id;
  if (account !== null) await db.deleteFrom("session").where("userId", "=", account).execute();
  return memberOf(db, bank, id);
}

/** Lets a retired member come back, with the old number. @returns `not-found`. */
export async function reactivateMember(
  db: RegistryDb,
  bank: string,
  id: string,
): Promise<Result<Member, "not-found">> {
  await db
    .updateTable("members")
    .set({ retired_at_ms: null })
    .where("bank", "=", bank)
    .where("id", "=", id)
    .execute();
  return memberOf(db, bank, id);
}

export interface MemberListQuery {
  bank: string;
  /** Part of a name, the beginning of a number, or part of a phone. */
  search?: string | undefined;
  retired: boolean;
  afterSerial: number;
  limit: number;
}

/** Members in order of number; one more than `limit` tells that there are more. */
export async function listMembers(db: RegistryDb, query: MemberListQuery): Promise<MemberRow[]> {
  let found = select(db)
    .where("members.bank", "=", query.bank)
    .where("members.serial", ">", query.afterSerial)
    .where("members.retired_at_ms", query.retired ? "is not" : "is", null);
  const search = query.search?.trim() ?? "";
  if (search !== "") found = found.where(matches(search));
  return found
    .orderBy("members.serial")
    .limit(query.limit + 1)
    .execute();
}

/** `%` and `_` in what was typed mean themselves. */
const literal = (text: string): string => text.replaceAll(/[\\%_]/g, String.raw`\$&`);

function matches(search: string) {
  const name = sql<boolean>`members.name LIKE ${`%${literal(search)}%`} ESCAPE '\\'`;
  const digits = search.replaceAll(/[\s-]/g, "");
  if (!/^\+?\d{2,15}$/.test(digits)) return name;
  const number = sql<boolean>`printf('%03d%04d', banks.number, members.serial) LIKE ${`${digits}%`}`;
  const phones = phoneSpellings(digits).map(
    (spelling) => sql<boolean>`members.phone LIKE ${`%${spelling}%`}`,
  );
  return sql<boolean>`(${sql.join([name, number, ...phones], sql` OR `)})`;
}

/** Every active member, in order of number: what a phone at the desk keeps. */
export const activeMembers = (db: RegistryDb, bank: string): Promise<MemberRow[]> =>
  select(db)
    .where("members.bank", "=", bank)
    .where("members.retired_at_ms", "is", null)
    .orderBy("members.serial")
    .execute();

export async function countActiveMembers(db: RegistryDb, bank: string): Promise<number> {
  const row = await db
    .selectFrom("members")
    .select((eb) => eb.fn.countAll<number>().as("count"))
    .where("bank", "=", bank)
    .where("retired_at_ms", "is", null)
    .executeTakeFirstOrThrow();
  return row.count;
}

/** Members that are not retired, by bank; a bank without any is absent. */
export async function countActiveMembersByBank(db: RegistryDb): Promise<Map<string, number>> {
  const rows = await db
    .selectFrom("members")
    .select(["bank", (eb) => eb.fn.countAll<number>().as("count")])
    .where("retired_at_ms", "is", null)
    .groupBy("bank")
    .execute();
  return new Map(rows.map(({ bank, count }) => [bank, count]));
}
