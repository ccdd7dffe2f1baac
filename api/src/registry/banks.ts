import type { BankId } from "@resik/contract/bank/ids";
import { fail, ok, type Result } from "@resik/contract/error-code";
import {
  weighingScheduleSchema,
  type BankProfileUpdate,
  type WeighingSchedule,
} from "@resik/contract/http/bank/profile";
import { sql } from "kysely";
import type { RegistryDb } from "./tables.ts";

/** A waste bank as the registry knows it: its site, its number and what its treasurer says of it. */
export interface BankRow {
  id: BankId;
  /** 1 to 999, given once: the first digits of its members' numbers. */
  number: number;
  name: string;
  areaCode: string;
  areaName: string;
  address: string | null;
  phone: string | null;
  decreeNumber: string | null;
  director: string | null;
  induk: BankId | null;
  weighing: WeighingSchedule | null;
  receiptNote: string | null;
}

/** The stored schedule; checked again because a file outlives the program that wrote it. */
const scheduleOf = (text: string | null): WeighingSchedule | null =>
  text === null ? null : weighingScheduleSchema.parse(JSON.parse(text));

const rows = (db: RegistryDb) =>
  db
    .selectFrom("banks")
    .innerJoin("sites", "sites.id", "banks.id")
    .selectAll("banks")
    .select(["sites.name", "sites.area_code", "sites.area_name"]);

async function find(db: RegistryDb, bank: string): Promise<BankRow | null> {
  const row = await rows(db).where("banks.id", "=", bank).executeTakeFirst();
  if (!row) return null;
  return {
    // A site's id was checked when the site was added.
    id: row.id as BankId,
    number: row.number,
    name: row.name,
    areaCode: row.area_code,
    areaName: row.area_name,
    address: row.address,
    phone: row.phone,
    decreeNumber: row.decree_number,
    director: row.director,
    // It was checked against its schema when it was written.
    induk: row.induk as BankId | null,
    weighing: scheduleOf(row.weighing),
    receiptNote: row.receipt_note,
  };
}

/** One statement, so that two first uses at once get two numbers. */
const giveNumber = (db: RegistryDb, bank: string) =>
  db
    .insertInto("banks")
    .columns(["id", "number"])
    .expression((eb) =>
      eb
        .selectFrom("sites")
        .select([
          "sites.id",
          sql<number>`(SELECT coalesce(max(number), 0) + 1 FROM banks)`.as("number"),
        ])
        .where("sites.id", "=", bank)
        .where("sites.kind", "=", "waste-bank"),
    )
    .onConflict((conflict) => conflict.column("id").doNothing())
    .execute();

/**
 * The waste bank of a site. On first use it gets the next free number.
 *
 * @returns `not-found` when there is no such site or it is no waste bank.
 */
export async function bankOf(db: RegistryDb, bank: string): Promise<Result<BankRow, "not-found">> {
  const known = await find(db, bank);
  if (known) return ok(known);
  await giveNumber(db, bank);
  const made = await find(db, bank);
  return made ? ok(made) : fail("not-found", `no waste bank ${bank}`);
}

/**
 * Replaces what is said of a bank.
 *
 * @returns `not-found` when the site or the induk is no waste bank, `invalid-input` when a bank
 * would be its own induk.
 */
export async function updateBank(
  db: RegistryDb,
  bank: string,
  update: BankProfileUpdate,
): Promise<Result<BankRow>> {
  const known = await bankOf(db, bank);
  if (!known.ok) return known;
  if (update.induk === bank) return fail("invalid-input", "a bank is not its own induk");
  if (update.induk !== null) {
    const induk = await bankOf(db, update.induk);
    if (!induk.ok) return induk;
  }
  await db
    .updateTable("banks")
    .set({
      address: update.address,
      phone: update.phone,
      decree_number: update.decreeNumber,
      director: update.director,
      induk: update.induk,
      weighing: update.weighing === null ? null : JSON.stringify(update.weighing),
      receipt_note: update.receiptNote,
    })
    .where("id", "=", bank)
    .execute();
  return bankOf(db, bank);
}

/** Every waste-bank site with its weighing days, in order of id, whether it was used or not. */
export async function listOpenBanks(db: RegistryDb) {
  const found = await db
    .selectFrom("sites")
    .leftJoin("banks", "banks.id", "sites.id")
    .select(["sites.id", "sites.name", "sites.area_code", "sites.area_name", "sites.lat"])
    .select(["sites.lon", "banks.weighing"])
    .where("sites.kind", "=", "waste-bank")
    .orderBy("sites.id")
    .execute();
  return found.map((row) => ({
    // A site's id was checked when the site was added.
    id: row.id as BankId,
    name: row.name,
    areaCode: row.area_code,
    areaName: row.area_name,
    lat: row.lat,
    lon: row.lon,
    weighing: scheduleOf(row.weighing),
  }));
}
