import { cpSync, mkdtempSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { transferSeqSchema } from "@resik/contract/bank/ids";
import { systemClock } from "@resik/kit/clock";
import type { Random } from "@resik/kit/random";
import { ledgerPath, openLedger, openLedgerReader } from "@resik/ledger/open";
import { verifyApart } from "@resik/ledger/verify";
import { median, percentile } from "../rig/machine.ts";
import type { Progress } from "../rig/progress.ts";
import { openBook, type BenchBook } from "./book.ts";
import { depositMany } from "./write-rate.ts";

/** As on a district's banks; the growth comes from years, not from more people. */
const BANKS = 8;
const MEMBERS = 160;
const PAGE_ROWS = 20;
const FILL_DEPOSITS = 200;
/** The last of those fillings say how fast deposits are at a size. */
const RATES_KEPT = 20;

export interface Level {
  postings: number;
  balanceP50Ms: number;
  balanceP99Ms: number;
  passbookPageP50Ms: number;
  passbookPageP99Ms: number;
  depositsPerS: number;
}

export interface Growth {
  levels: Level[];
  postings: number;
  transfers: number;
  fileMiB: number;
  verifyS: number;
  verified: boolean;
}

export interface GrowthOptions {
  postings: number;
  reads: number;
  rounds: number;
  callers: number;
  random: Random;
}

/** A ledger as it was at one size. */
interface Snapshot {
  dataDir: string;
  postings: number;
  depositsPerS: number;
  /** The shortest chain of a bank. */
  transfers: number;
}

/** Sizes at which is measured: the whole, and each tenth part of it down to 10,000. */
function sizesUpTo(postings: number): number[] {
  const sizes = [postings];
  for (let size = postings / 10; size >= 10_000; size /= 10) sizes.unshift(Math.round(size));
  return sizes;
}

/** Lets one ledger grow by deposits and keeps a copy of it at each size. */
async function grow(
  folder: string,
  options: GrowthOptions,
  progress: Progress,
): Promise<{ book: BenchBook; snapshots: Snapshot[] }> {
  const { random, callers } = options;
  const dataDir = join(folder, "growing");
  const open = () => openLedger("sqlite:", { dataDir, clock: systemClock });
  let store = open();
  const clock = systemClock;
  const book = await openBook(store, { banks: BANKS, members: MEMBERS, clock, random });
  const snapshots: Snapshot[] = [];
  let postings = 0;
  for (const wanted of sizesUpTo(options.postings)) {
    const rates: number[] = [];
    while (postings < wanted) {
      const filled = await depositMany(store, book, { deposits: FILL_DEPOSITS, callers });
      postings += filled.postings;
      rates.push(filled.perS);
    }
    await store.close();
    const copyDir = join(folder, String(wanted));
    cpSync(dataDir, copyDir, { recursive: true });
    store = open();
    const depositsPerS = median(rates.slice(-RATES_KEPT));
    const transfers = Math.min(...book.banks.map((bank) => book.transfersOf(bank)));
    snapshots.push({ dataDir: copyDir, postings, depositsPerS, transfers });
    progress(`${postings} postings: ${Math.round(depositsPerS)} deposits/s`);
  }
  await store.close();
  return { book, snapshots };
}

/** Reads one after the other, as one page asks. */
async function timeReads(reads: number, read: () => Promise<unknown>): Promise<number[]> {
  const tookMs: number[] = [];
  for (let index = 0; index < reads; index++) {
    const startMs = systemClock.monotonicMs();
    await read();
    tookMs.push(systemClock.monotonicMs() - startMs);
  }
  return tookMs;
}

/**
 * Balances of anybody, and pages in the passbooks of those who come often: the newest, or one that
 * begins anywhere later than `fullFromSeq`, so that it has as many lines at every size.
 */
async function readRound(
  { dataDir, transfers }: Snapshot,
  book: BenchBook,
  { reads, random, fullFromSeq }: GrowthOptions & { fullFromSeq: number },
) {
  const reader = openLedgerReader("sqlite:", { dataDir });
  try {
    const balances = await timeReads(reads, () => {
      const { bank, account } = book.savings();
      return reader.balance(bank, account);
    });
    const pages = await timeReads(reads, () => {
      const { bank, account } = book.regularSavings();
      const later = fullFromSeq + random.int(Math.max(1, transfers - fullFromSeq));
      const beforeSeq = random.chance(0.5) ? null : transferSeqSchema.parse(later);
      return reader.passbook({ bank, account, beforeSeq, limit: PAGE_ROWS });
    });
    return {
      balanceP50Ms: percentile(balances, 50),
      balanceP99Ms: percentile(balances, 99),
      passbookPageP50Ms: percentile(pages, 50),
      passbookPageP99Ms: percentile(pages, 99),
    };
  } finally {
    await reader.close();
  }
}

/** Reads every size in turn, round after round, so that a busy machine slows them all alike. */
async function measureLevels(
  book: BenchBook,
  snapshots: readonly Snapshot[],
  options: GrowthOptions,
): Promise<Level[]> {
  const fullFromSeq = snapshots[0]?.transfers ?? 1;
  const rounds: Awaited<ReturnType<typeof readRound>>[][] = snapshots.map(() => []);
  // The first round fills the machine's caches and is not counted.
  for (let round = 0; round <= options.rounds; round++) {
    for (const [index, snapshot] of snapshots.entries()) {
      const figures = await readRound(snapshot, book, { ...options, fullFromSeq });
      if (round > 0) rounds[index]?.push(figures);
    }
  }
  return snapshots.map(({ postings, depositsPerS }, index) => {
    const runs = rounds[index] ?? [];
    return {
      postings,
      depositsPerS,
      balanceP50Ms: median(runs.map((run) => run.balanceP50Ms)),
      balanceP99Ms: median(runs.map((run) => run.balanceP99Ms)),
      passbookPageP50Ms: median(runs.map((run) => run.passbookPageP50Ms)),
      passbookPageP99Ms: median(runs.map((run) => run.passbookPageP99Ms)),
    };
  });
}

/** Lets one ledger grow, reads it at each size, and proves the whole of it at the end. */
export async function measureGrowth(options: GrowthOptions, progress: Progress): Promise<Growth> {
  const folder = mkdtempSync(join(tmpdir(), "resik-bench-ledger-"));
  try {
    const { book, snapshots } = await grow(folder, options, progress);
    const levels = await measureLevels(book, snapshots, options);
    for (const level of levels) {
      progress(
        `${level.postings} postings: balance p99 ${level.balanceP99Ms.toFixed(3)} ms, ` +
          `passbook page p99 ${level.passbookPageP99Ms.toFixed(2)} ms`,
      );
    }
    const largest = snapshots.at(-1);
    if (!largest) throw new Error("a ledger is measured at one size at least");
    const startMs = systemClock.monotonicMs();
    const proof = await verifyApart({
      url: "sqlite:",
      dataDir: largest.dataDir,
      bank: null,
    });
    const verifyS = (systemClock.monotonicMs() - startMs) / 1_000;
    progress(`proved in ${verifyS.toFixed(1)} s: ${proof.isIntact ? "intact" : "BROKEN"}`);
    return {
      levels,
      postings: proof.postings,
      transfers: proof.transfers,
      fileMiB: statSync(ledgerPath(largest.dataDir)).size / 1_048_576,
      verifyS,
      verified: proof.isIntact && proof.postings === largest.postings,
    };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
