import type { RegistryDb } from "./tables.ts";

/** How far a follower of the ledger's journal has come; 0 when it never began. */
export async function readOutboxCursor(db: RegistryDb, consumer: string): Promise<number> {
  const row = await db
    .selectFrom("outbox_cursors")
    .select("after_id")
    .where("consumer", "=", consumer)
    .executeTakeFirst();
  return row?.after_id ?? 0;
}

/** Says that everything up to this transfer was handed over. */
export const keepOutboxCursor = (db: RegistryDb, consumer: string, afterId: number) =>
  db
    .insertInto("outbox_cursors")
    .values({ consumer, after_id: afterId })
    .onConflict((conflict) => conflict.column("consumer").doUpdateSet({ after_id: afterId }))
    .execute();
