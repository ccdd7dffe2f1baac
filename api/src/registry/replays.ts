import type { RegistryDb } from "./tables.ts";

/** Remembers that somebody sent a quarantined message through again. */
export const recordReplay = (db: RegistryDb, id: string, nowMs: number) =>
  db
    .insertInto("quarantine_replays")
    .values({ quarantine_id: id, replayed_at_ms: nowMs })
    .onConflict((conflict) =>
      conflict.column("quarantine_id").doUpdateSet({ replayed_at_ms: nowMs }),
    )
    .execute();

/** When each of these was last sent through again; absent when never. */
export async function replaysByIds(
  db: RegistryDb,
  ids: readonly string[],
): Promise<Map<string, number>> {
  if (ids.length === 0) return new Map();
  const rows = await db
    .selectFrom("quarantine_replays")
    .selectAll()
    .where("quarantine_id", "in", ids)
    .execute();
  return new Map(rows.map((row) => [row.quarantine_id, row.replayed_at_ms]));
}
