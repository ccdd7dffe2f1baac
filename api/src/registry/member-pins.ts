import { randomInt } from "node:crypto";
import { phoneSpellings } from "./phone.ts";
import { memberIdOfCard } from "./member-cards.ts";
import type { RegistryDb } from "./tables.ts";

/** Wrong PINs of one member before it must wait. */
export const PIN_FAILURES_MAX = 5;
/** How long failures count, and from the last of them how long a member must wait. */
export const PIN_WAIT_MS = 15 * 60_000;
/**
 * Wrong PINs without a right one before only the bank can help, by a new PIN: at most so many of a
 * million are ever tried, however patient somebody is.
 */
export const PIN_FAILURES_TOTAL_MAX = 20;

const PINS = 1_000_000;
const MS_PER_S = 1_000;
const RISING = "01234567890";
const FALLING = "09876543210";

/** One digit six times, or digits in a row: what others try first. */
export const isEasyPin = (pin: string): boolean =>
  /^(\d)\1+$/.test(pin) || RISING.includes(pin) || FALLING.includes(pin);

/** A PIN that nobody can guess, as secrets are drawn and not as a seeded run draws. */
export function drawPin(): string {
  for (;;) {
    const pin = String(randomInt(PINS)).padStart(6, "0");
    if (!isEasyPin(pin)) return pin;
  }
}

/** Who would sign in: an active member that has a PIN and an account. */
export interface PinHolder {
  member: string;
  userId: string;
  pinHash: string;
}

const holders = (db: RegistryDb) =>
  db
    .selectFrom("members")
    .innerJoin("banks", "banks.id", "members.bank")
    .innerJoin("member_pins", "member_pins.member", "members.id")
    .select(["members.id as member", "members.user_id", "member_pins.pin_hash"])
    .where("members.retired_at_ms", "is", null)
    .where("members.user_id", "is not", null);

const MEMBER_NUMBER = /^(\d{3})(\d{4})$/;

function holdersNamed(db: RegistryDb, name: string) {
  const text = name.replaceAll(/[\s.-]/g, "");
  const number = MEMBER_NUMBER.exec(text);
  return number
    ? holders(db)
        .where("banks.number", "=", Number(number[1]))
        .where("members.serial", "=", Number(number[2]))
    : holders(db).where("members.phone", "in", phoneSpellings(text));
}

/**
 * The one member that a number, a phone or a card's token names. Null for nobody, for somebody
 * retired or without a PIN, and for a phone that several share.
 */
export async function findPinHolder(
  db: RegistryDb,
  by: { name: string } | { card: string } | { userId: string },
): Promise<PinHolder | null> {
  const query =
    "card" in by
      ? holders(db).where("members.id", "=", (await memberIdOfCard(db, by.card)) ?? "")
      : "userId" in by
        ? holders(db).where("members.user_id", "=", by.userId)
        : holdersNamed(db, by.name);
  const rows = await query.limit(2).execute();
  const [row] = rows;
  if (rows.length !== 1 || !row || row.user_id === null) return null;
  return { member: row.member, userId: row.user_id, pinHash: row.pin_hash };
}

/** Sets a PIN by its hash; what was tried against the old one is forgotten. */
export async function setPin(
  db: RegistryDb,
  member: string,
  pinHash: string,
  nowMs: number,
): Promise<void> {
  const row = { pin_hash: pinHash, set_at_ms: nowMs, failures: 0, last_failure_at_ms: null };
  await db
    .insertInto("member_pins")
    .values({ member, ...row })
    .onConflict((conflict) => conflict.column("member").doUpdateSet(row))
    .execute();
  await forgetRecent(db, `pin:${member}`);
}

/** What stands in the way of trying a PIN. */
export type PinBarrier = { kind: "wait"; seconds: number } | { kind: "locked" };

const bucketOf = (holder: PinHolder | null, claim: string): string =>
  holder === null ? `pin?${claim}` : `pin:${holder.member}`;

const forgetRecent = (db: RegistryDb, bucket: string) =>
  db.deleteFrom("sign_in_failures").where("bucket", "=", bucket).execute();

/**
 * Counts a wrong PIN before it is tried, so that many at once cannot all pass, and so that a
 * restart forgives nothing. `claim` is what somebody said to be; it counts when nobody is it, so
 * that an unknown number is answered like a known one.
 *
 * @returns null when the PIN may be tried; then `pinWasRight` takes the count back.
 */
export const beginPin = (
  db: RegistryDb,
  holder: PinHolder | null,
  claim: string,
  nowMs: number,
): Promise<PinBarrier | null> =>
  db.transaction().execute(async (trx) => {
    if (holder !== null && (await failuresOf(trx, holder.member)) >= PIN_FAILURES_TOTAL_MAX) {
      return { kind: "locked" };
    }
    const bucket = bucketOf(holder, claim);
    await trx
      .deleteFrom("sign_in_failures")
      .where("window_start_ms", "<=", nowMs - PIN_WAIT_MS)
      .execute();
    const recent = await trx
      .selectFrom("sign_in_failures")
      .selectAll()
      .where("bucket", "=", bucket)
      .executeTakeFirst();
    const failures = (recent?.failures ?? 0) + 1;
    if (failures > PIN_FAILURES_MAX) {
      const endMs = (recent?.window_start_ms ?? nowMs) + PIN_WAIT_MS;
      return { kind: "wait", seconds: Math.ceil((endMs - nowMs) / MS_PER_S) };
    }
    // The last one that is heard starts the wait.
    const startMs = failures === PIN_FAILURES_MAX ? nowMs : (recent?.window_start_ms ?? nowMs);
    const row = { failures, window_start_ms: startMs };
    await trx
      .insertInto("sign_in_failures")
      .values({ bucket, ...row })
      .onConflict((conflict) => conflict.column("bucket").doUpdateSet(row))
      .execute();
    if (holder !== null) await countFailure(trx, holder.member, nowMs);
    return null;
  });

async function failuresOf(db: RegistryDb, member: string): Promise<number> {
  const row = await db
    .selectFrom("member_pins")
    .select("failures")
    .where("member", "=", member)
    .executeTakeFirst();
  return row?.failures ?? 0;
}

const countFailure = (db: RegistryDb, member: string, nowMs: number) =>
  db
    .updateTable("member_pins")
    .set((eb) => ({ failures: eb("failures", "+", 1), last_failure_at_ms: nowMs }))
    .where("member", "=", member)
    .execute();

/** Forgets the wrong PINs of a member: the right one came. */
export async function pinWasRight(db: RegistryDb, holder: PinHolder): Promise<void> {
  await db
    .updateTable("member_pins")
    .set({ failures: 0, last_failure_at_ms: null })
    .where("member", "=", holder.member)
    .execute();
  await forgetRecent(db, bucketOf(holder, ""));
}
