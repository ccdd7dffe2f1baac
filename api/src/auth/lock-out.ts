import type { RegistryDb } from "../registry/tables.ts";

/** Wrong passwords for one name from one address before that address must wait for that name. */
export const FAILURES_PER_PAIR_MAX = 5;
/**
 * Wrong passwords for one name from everywhere. Higher, so that a stranger cannot easily lock a
 * person out, and low enough that guessing stays hopeless.
 */
export const FAILURES_PER_NAME_MAX = 100;
/** How long failures count, and so how long a locked name stays locked. */
export const LOCK_OUT_MS = 15 * 60_000;

const MS_PER_S = 1_000;

/** Sign-in attempts that failed, kept in the registry so that a restart forgives nothing. */
export interface LockOut {
  /**
   * Counts an attempt as failed before its password is tried, so that many at once cannot all
   * pass. Null when it is heard, else the seconds until the next one is; then it is not counted.
   */
  begin(username: string, address: string): Promise<number | null>;
  /** Takes the count of an attempt back: its password was right. */
  succeeded(username: string, address: string): Promise<void>;
}

interface Bucket {
  name: string;
  failuresMax: number;
}

function bucketsOf(username: string, address: string): { pair: Bucket; everywhere: Bucket } {
  const who = username.trim().toLowerCase().slice(0, 64);
  return {
    pair: { name: `pair:${who}|${address}`, failuresMax: FAILURES_PER_PAIR_MAX },
    everywhere: { name: `name:${who}`, failuresMax: FAILURES_PER_NAME_MAX },
  };
}

const forgetOld = (db: RegistryDb, nowMs: number) =>
  db
    .deleteFrom("sign_in_failures")
    .where("window_start_ms", "<=", nowMs - LOCK_OUT_MS)
    .execute();

const countOne = (db: RegistryDb, bucket: string, nowMs: number) =>
  db
    .insertInto("sign_in_failures")
    .values({ bucket, failures: 1, window_start_ms: nowMs })
    .onConflict((conflict) =>
      conflict
        .column("bucket")
        .doUpdateSet((eb) => ({ failures: eb("sign_in_failures.failures", "+", 1) })),
    )
    .execute();

export function createLockOut(db: RegistryDb, nowMs: () => number): LockOut {
  return {
    begin: (username, address) =>
      db.transaction().execute(async (trx) => {
        const now = nowMs();
        await forgetOld(trx, now);
        const buckets = Object.values(bucketsOf(username, address));
        const rows = await trx
          .selectFrom("sign_in_failures")
          .selectAll()
          .where(
            "bucket",
            "in",
            buckets.map((bucket) => bucket.name),
          )
          .execute();
        const full = rows.filter((row) =>
          buckets.some(
            ({ name, failuresMax }) => name === row.bucket && row.failures >= failuresMax,
          ),
        );
        if (full.length > 0) {
          const endMs = Math.max(...full.map((row) => row.window_start_ms)) + LOCK_OUT_MS;
          return Math.ceil((endMs - now) / MS_PER_S);
        }
        for (const bucket of buckets) await countOne(trx, bucket.name, now);
        return null;
      }),
    async succeeded(username, address) {
      const { pair, everywhere } = bucketsOf(username, address);
      await db.deleteFrom("sign_in_failures").where("bucket", "=", pair.name).execute();
      // Who guesses from elsewhere has not become better at it: only this attempt is taken back.
      await db
        .updateTable("sign_in_failures")
        .set((eb) => ({ failures: eb("failures", "-", 1) }))
        .where("bucket", "=", everywhere.name)
        .execute();
    },
  };
}
