import { createRandom, createSeed } from "@resik/kit/random";
import { z } from "zod";
import { describeMachine, median } from "../rig/machine.ts";
import type { Progress } from "../rig/progress.ts";
import { measureGrowth, type Level } from "./growth.ts";
import { measureHttpDeposits, type HttpRate } from "./http-rate.ts";
import { measureBareSqlite, measureDeposits, type WriteRate } from "./write-rate.ts";

export const ledgerOptionsSchema = z.object({
  postings: z.coerce.number().int().min(1_000).default(1_000_000),
  deposits: z.coerce.number().int().min(100).default(10_000),
  callers: z.coerce.number().int().min(1).max(1_000).default(64),
  "http-deposits": z.coerce.number().int().min(100).default(3_000),
  "http-callers": z.coerce.number().int().min(1).max(200).default(32),
  rounds: z.coerce.number().int().min(1).max(20).default(3),
  reads: z.coerce.number().int().min(100).default(2_000),
  seed: z.string().default(createSeed()),
});

const rounded = (value: number, digits = 0): number => Number(value.toFixed(digits));

const roundedLevel = (level: Level) => ({
  postings: level.postings,
  balanceP50Ms: rounded(level.balanceP50Ms, 3),
  balanceP99Ms: rounded(level.balanceP99Ms, 3),
  passbookPageP50Ms: rounded(level.passbookPageP50Ms, 3),
  passbookPageP99Ms: rounded(level.passbookPageP99Ms, 3),
  depositsPerS: rounded(level.depositsPerS),
});

/**
 * Durable deposits at the ledger's port beside rows of a bare table, in turn, and through the api
 * as a treasurer's browsers send them; then one ledger that grows, with its reads at 10,000, 100,000 and 1,000,000 postings, and its proof.
 */
export async function benchLedger(
  options: z.infer<typeof ledgerOptionsSchema>,
  progress: Progress,
): Promise<Record<string, unknown>> {
  const { deposits, callers, rounds, seed } = options;
  const random = createRandom(seed);
  const durable: WriteRate[] = [];
  const bare: number[] = [];
  for (let round = 1; round <= rounds; round++) {
    const rate = await measureDeposits({ deposits, callers, random });
    durable.push(rate);
    bare.push(measureBareSqlite({ rows: deposits, perCommit: rate.perCommit, random }));
    progress(
      `round ${round}: ${rounded(rate.depositsPerS)} deposits/s, ` +
        `${rate.perCommit.toFixed(1)} a commit; bare table ${rounded(bare.at(-1) ?? 0)} rows/s`,
    );
  }
  const http: HttpRate[] = [];
  for (let round = 1; round <= rounds; round++) {
    const side = { deposits: options["http-deposits"], callers: options["http-callers"] };
    const rate = await measureHttpDeposits({ ...side, random });
    http.push(rate);
    const { depositsPerS, p99Ms } = rate;
    progress(
      `round ${round}: ${rounded(depositsPerS)} deposits/s over HTTP, p99 ${p99Ms.toFixed(1)} ms`,
    );
  }
  const growth = await measureGrowth({ ...options, random }, progress);
  const [first] = growth.levels;
  const last = growth.levels.at(-1);
  if (!first || !last) throw new Error("a ledger is measured at one size at least");
  const depositsPerS = median(durable.map((rate) => rate.depositsPerS));
  const bareSqlitePerS = median(bare);
  return {
    bench: "ledger",
    depositsPerS: rounded(depositsPerS),
    depositsPerSHttp: rounded(median(http.map((rate) => rate.depositsPerS))),
    httpP50Ms: rounded(median(http.map((rate) => rate.p50Ms)), 1),
    httpP99Ms: rounded(median(http.map((rate) => rate.p99Ms)), 1),
    bareSqlitePerS: rounded(bareSqlitePerS),
    ratio: rounded(depositsPerS / bareSqlitePerS, 3),
    depositsPerCommit: rounded(median(durable.map((rate) => rate.perCommit)), 1),
    balanceP99Ms: rounded(last.balanceP99Ms, 3),
    passbookPageP99Ms: rounded(last.passbookPageP99Ms, 3),
    balanceGrowth: rounded(last.balanceP99Ms / first.balanceP99Ms, 2),
    passbookPageGrowth: rounded(last.passbookPageP99Ms / first.passbookPageP99Ms, 2),
    postings: growth.postings,
    transfers: growth.transfers,
    fileMiB: rounded(growth.fileMiB),
    verifyS: rounded(growth.verifyS, 2),
    verified: growth.verified && http.every((rate) => rate.verified),
    levels: growth.levels.map(roundedLevel),
    durability: "fsync of each commit (SQLite WAL, synchronous=FULL), on both sides",
    rounds,
    deposits,
    callers,
    httpDeposits: options["http-deposits"],
    httpCallers: options["http-callers"],
    reads: options.reads,
    seed,
    perRound: {
      deposits: durable.map((rate) => rounded(rate.depositsPerS)),
      http: http.map((rate) => rounded(rate.depositsPerS)),
      bare: bare.map((rate) => rounded(rate)),
    },
    machine: describeMachine(),
  };
}
