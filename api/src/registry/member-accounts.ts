import type { BankId, MemberId } from "@resik/contract/bank/ids";
import type { RegistryDb } from "./tables.ts";

/** The member that a resident's account belongs to; null when retired or none. */
export async function memberOfUser(
  db: RegistryDb,
  userId: string,
): Promise<{ id: MemberId; bank: BankId } | null> {
  const row = await db
    .selectFrom("members")
    .select(["id", "bank"])
    .where("user_id", "=", userId)
    .where("retired_at_ms", "is", null)
    .executeTakeFirst();
  // Both were checked against their schemas when they were written.
  return row ? { id: row.id as MemberId, bank: row.bank as BankId } : null;
}
