import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { systemClock } from "@resik/kit/clock";
import type { Random } from "@resik/kit/random";
import { openDurableSqlite } from "@resik/kit/sqlite";
import { openLedger } from "@resik/ledger/open";
import type { LedgerStore } from "@resik/ledger/port";
import { openBook, posted, type BenchBook } from "./book.ts";

/** Deposits by several callers, each of which waits for its answer before the next. */
export async function depositMany(
  store: LedgerStore,
  book: BenchBook,
  { deposits, callers }: { deposits: number; callers: number },
): Promise<{ perS: number; postings: number }> {
  let left = deposits;
  let postings = 0;
  const startMs = systemClock.monotonicMs();
  const caller = async (): Promise<void> => {
    while (left > 0) {
      left -= 1;
      const made = await posted(store, book.deposit());
      postings += made;
    }
  };
  await Promise.all(Array.from({ length: callers }, caller));
  return { perS: deposits / ((systemClock.monotonicMs() - startMs) / 1_000), postings };
}

export interface WriteRate {
  depositsPerS: number;
  /** Deposits that shared a commit, on average. */
  perCommit: number;
}

/** Durable deposits at the port, on a ledger of their own. */
export async function measureDeposits(options: {
  deposits: number;
  callers: number;
  random: Random;
}): Promise<WriteRate> {
  const dataDir = mkdtempSync(join(tmpdir(), "resik-bench-ledger-"));
  let commits = 0;
  const onCommit = (moment: string): void => {
    if (moment === "after-commit") commits += 1;
  };
  const store = openLedger("sqlite:", { dataDir, clock: systemClock, onCommit });
  try {
    const { random } = options;
    const book = await openBook(store, { banks: 8, members: 160, clock: systemClock, random });
    commits = 0;
    const { perS } = await depositMany(store, book, options);
    return { depositsPerS: perS, perCommit: options.deposits / commits };
  } finally {
    await store.close();
    rmSync(dataDir, { recursive: true, force: true });
  }
}

/**
 * The reference: rows of one plain table with one index, by better-sqlite3 alone, as durable and as
 * many in a commit. No accounts, balances, chain, keys or rules.
 */
export function measureBareSqlite(options: {
  rows: number;
  perCommit: number;
  random: Random;
}): number {
  const { rows, random } = options;
  const perCommit = Math.max(1, Math.round(options.perCommit));
  const folder = mkdtempSync(join(tmpdir(), "resik-bench-bare-"));
  const db = openDurableSqlite(join(folder, "bare.sqlite"));
  try {
    db.exec(
      `CREATE TABLE deposits (id INTEGER PRIMARY KEY, key TEXT NOT NULL UNIQUE, bank TEXT NOT NULL,
       member TEXT NOT NULL, item TEXT NOT NULL, grams INTEGER NOT NULL, rupiah INTEGER NOT NULL,
       at_ms INTEGER NOT NULL) STRICT`,
    );
    const insert = db.prepare(
      "INSERT INTO deposits (key, bank, member, item, grams, rupiah, at_ms) VALUES (?, ?, ?, ?, ?, ?, ?)",
    );
    const insertMany = db.transaction((from: number, to: number) => {
      for (let index = from; index < to; index++) {
        const key = `bench-${String(index).padStart(9, "0")}`;
        const member = `m${random.int(160)}`;
        const grams = 1 + random.int(8_000);
        insert.run(key, "bench-1", member, "pet", grams, grams * 4, systemClock.nowMs());
      }
    });
    const startMs = systemClock.monotonicMs();
    for (let from = 0; from < rows; from += perCommit) {
      insertMany.immediate(from, Math.min(rows, from + perCommit));
    }
    return rows / ((systemClock.monotonicMs() - startMs) / 1_000);
  } finally {
    db.close();
    rmSync(folder, { recursive: true, force: true });
  }
}
