import type { Selectable } from "kysely";
import { shownBalance, type AccountCode } from "../account.ts";
import type { Evidence } from "@resik/contract/bank/command";
import type { PostRequest } from "../post-request.ts";
import type { TransferSeq } from "@resik/contract/bank/ids";
import { assertSafe } from "@resik/contract/bank/integer";
import { accountsRead, targetOf } from "../rules/decide.ts";
import type { Facts, Follower } from "../rules/facts.ts";
import { readTransfer } from "./reads.ts";
import { toKind } from "./rows.ts";
import type { RuleCache } from "./rule-cache.ts";
import type { LedgerDb, LedgerTables } from "./tables.ts";

export type Head = Selectable<LedgerTables["bank_heads"]>;

export interface KnownBalance {
  /** Debits less credits. */
  balance: number;
  openedAtMs: number | null;
}

/** Balances of the accounts; one that was never posted to is zero and not open. */
export async function loadBalances(
  db: LedgerDb,
  bank: string,
  accounts: readonly AccountCode[],
): Promise<Map<AccountCode, KnownBalance>> {
  const known = new Map<AccountCode, KnownBalance>(
    accounts.map((account) => [account, { balance: 0, openedAtMs: null }]),
  );
  if (known.size === 0) return known;
  const rows = await db
    .selectFrom("balances")
    .select(["account", "balance", "opened_at_ms"])
    .where("bank", "=", bank)
    .where("account", "in", [...known.keys()])
    .execute();
  for (const { account, balance, opened_at_ms } of rows) {
    // One of the accounts that were asked for.
    known.set(account as AccountCode, {
      balance: assertSafe(balance),
      openedAtMs: opened_at_ms,
    });
  }
  return known;
}

interface TargetFacts {
  target: Facts["target"];
  followers: Follower[];
  isTargetReversed: boolean;
}

async function loadTarget(
  db: LedgerDb,
  bank: PostRequest["bank"],
  seq: TransferSeq | null,
): Promise<TargetFacts> {
  const target = seq === null ? null : await readTransfer(db, bank, seq);
  if (!target) return { target: null, followers: [], isTargetReversed: false };
  const reversal = await db
    .selectFrom("transfers")
    .select("seq")
    .where("bank", "=", bank)
    .where("reverses", "=", target.seq)
    .executeTakeFirst();
  const rows = await db
    .selectFrom("transfers as follower")
    .leftJoin("transfers as reversal", (join) =>
      join
        .onRef("reversal.bank", "=", "follower.bank")
        .onRef("reversal.reverses", "=", "follower.seq"),
    )
    .select(["follower.seq", "follower.kind", "follower.actor"])
    .where("follower.bank", "=", bank)
    .where("follower.continues", "=", target.seq)
    .where("reversal.seq", "is", null)
    .orderBy("follower.seq")
    .execute();
  const followers = rows.map(({ seq, kind, actor }) => ({ seq, kind: toKind(kind), actor }));
  return { target, followers, isTargetReversed: reversal !== undefined };
}

const readingKey = ({ device, boot, seq }: Pick<Evidence, "device" | "boot" | "seq">): string =>
  `${device}/${boot}/${seq}`;

/** Those of the request's readings that a line used which was not reversed. */
async function loadUsedReadings(
  db: LedgerDb,
  { bank, command }: PostRequest,
): Promise<Set<string>> {
  const used = new Set<string>();
  if (command.kind !== "deposit") return used;
  for (const { evidence } of command.lines) {
    if (!evidence) continue;
    const row = await db
      .selectFrom("used_readings as reading")
      .leftJoin("transfers as reversal", (join) =>
        join
          .onRef("reversal.bank", "=", "reading.bank")
          .onRef("reversal.reverses", "=", "reading.seq"),
      )
      .select("reading.seq")
      .where("reading.bank", "=", bank)
      .where("reading.device", "=", evidence.device)
      .where("reading.boot", "=", evidence.boot)
      .where("reading.reading_seq", "=", evidence.seq)
      .where("reversal.seq", "is", null)
      .executeTakeFirst();
    if (row) used.add(readingKey(evidence));
  }
  return used;
}

/** Reads what the rules need for this request, and no more. */
export async function loadFacts(
  db: LedgerDb,
  request: PostRequest,
  context: { head: Head; rules: RuleCache; nowMs: number },
): Promise<Facts> {
  const { bank, command } = request;
  const { head, nowMs } = context;
  const target = await loadTarget(db, bank, targetOf(command));
  const balances = await loadBalances(db, bank, accountsRead(command, target.target));
  const usedReadings = await loadUsedReadings(db, request);
  const known = (account: AccountCode): KnownBalance => {
    const balance = balances.get(account);
    // A rule that looks at more than `accountsRead` names would decide on nothing.
    if (!balance) throw new Error(`${command.kind} did not ask for ${account}`);
    return balance;
  };
  return {
    ...target,
    rules: await context.rules.at(db, bank, head.rules_seq),
    nowMs,
    isDayOpen: head.open_day_seq !== null,
    balanceOf: (account) => shownBalance(account, known(account).balance),
    openedAtMs: (account) => known(account).openedAtMs,
    isReadingUsed: (evidence) => usedReadings.has(readingKey(evidence)),
  };
}
