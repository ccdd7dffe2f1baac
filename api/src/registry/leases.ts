import type { RegistryDb } from "./tables.ts";

/**
 * Takes a lease, or keeps it. One that ends later than it ever could was written by a clock that
 * was ahead: it counts for nothing.
 *
 * @returns false while somebody else has it.
 */
export async function takeLease(
  db: RegistryDb,
  lease: { name: string; holder: string; nowMs: number; lengthMs: number },
): Promise<boolean> {
  const { name, holder, nowMs, lengthMs } = lease;
  const until_ms = nowMs + lengthMs;
  const done = await db
    .insertInto("leases")
    .values({ name, holder, until_ms })
    .onConflict((conflict) =>
      conflict
        .column("name")
        .doUpdateSet({ holder, until_ms })
        .where((where) =>
          where.or([
            where("leases.holder", "=", holder),
            where("leases.until_ms", "<=", nowMs),
            where("leases.until_ms", ">", until_ms),
          ]),
        ),
    )
    .executeTakeFirst();
  return done.numInsertedOrUpdatedRows === 1n;
}

/** Whether it is still held: asked in the transaction whose writes depend on it. */
export async function holdsLease(db: RegistryDb, name: string, holder: string): Promise<boolean> {
  const row = await db
    .selectFrom("leases")
    .select("holder")
    .where("name", "=", name)
    .executeTakeFirst();
  return row?.holder === holder;
}

/** Gives it back, so that the next one need not wait for its end. */
export const releaseLease = (db: RegistryDb, name: string, holder: string) =>
  db.deleteFrom("leases").where("name", "=", name).where("holder", "=", holder).execute();
