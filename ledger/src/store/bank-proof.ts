import { kindOf, parseAccount, RUPIAH_ASSET, shownBalance, ACCOUNT_KINDS } from "../account.ts";
import { CHAIN_START_SHA256, canonicalJson, chainSha256 } from "../canonical.ts";
import { assertSafe } from "@resik/contract/bank/integer";
import type { BrokenKind, BrokenRow } from "../port.ts";
import { byAccount, imbalances } from "../rules/postings.ts";
import { detailSchema, type Detail } from "@resik/contract/bank/detail";
import type { MemberId } from "@resik/contract/bank/ids";
import { memberOf } from "../transfer.ts";
import { toKind, toPosting, type PostingRow, type TransferRow } from "./rows.ts";
import { openDayAfter } from "./open-day.ts";

/** What must follow from a bank's transfers, for the tables that are computed from them. */
export interface ExpectedProjections {
  head: { seq: number; sha256: string; recordedAtMs: number };
  rulesSeq: number;
  openDaySeq: number | null;
  balances: ReadonlyMap<string, { balance: number; openedAtMs: number }>;
  /** `seq/valid from/rule` of each rule. */
  rules: ReadonlySet<string>;
  /** `device/boot/reading seq/seq` of each used reading. */
  readings: ReadonlySet<string>;
}

export interface BankProof {
  /** Takes the next row; `target` has the postings of the transfer it reverses. */
  add(
    row: TransferRow,
    postings: readonly PostingRow[],
    target: readonly PostingRow[] | null,
  ): void;
  /** Notes a broken row; only the first of each kind is kept. */
  report(kind: BrokenKind, seq: number | null, detail: string): void;
  expected(): ExpectedProjections;
  broken(): BrokenRow[];
  transfers(): number;
  postings(): number;
}

export const balanceKind = (account: string): "balance" | "stock" => {
  const parsed = parseAccount(account);
  return parsed && ACCOUNT_KINDS[parsed.kind].asset === "quantity" ? "stock" : "balance";
};

function assetProblem({ account, asset }: PostingRow): string | null {
  const parsed = parseAccount(account);
  if (!parsed) return `${account} is not in the chart of accounts`;
  const expected = ACCOUNT_KINDS[parsed.kind].asset === "rupiah" ? RUPIAH_ASSET : parsed.subject;
  return asset === expected ? null : `${account} is kept in ${asset}`;
}

/** Cost may be trued up against the margin; every other account must be mirrored exactly. */
function mirrorProblem(postings: readonly PostingRow[], target: readonly PostingRow[]) {
  const sums = new Map<string, number>();
  for (const { account, amount } of [...postings, ...target]) {
    const parsed = parseAccount(account);
    if (parsed?.kind === "margin" || parsed?.kind === "stock-cost") continue;
    sums.set(account, (sums.get(account) ?? 0) + amount);
  }
  const off = [...sums].find(([, total]) => total !== 0);
  return off ? `${off[0]} is not mirrored` : null;
}

interface BankState {
  report: BankProof["report"];
  head: ExpectedProjections["head"];
  rulesSeq: number;
  openDaySeq: number | null;
  balances: Map<string, { balance: number; openedAtMs: number }>;
  rules: Set<string>;
  readings: Set<string>;
  /** Whom each transfer was about, where it was about somebody. */
  members: Map<number, MemberId>;
  reversed: Set<number>;
}

function checkChain(state: BankState, row: TransferRow, postings: readonly PostingRow[]): void {
  const { head, report } = state;
  if (row.seq !== head.seq + 1) report("chain", row.seq, `follows ${head.seq}`);
  if (row.recorded_at_ms < head.recordedAtMs) report("chain", row.seq, "recorded too early");
  const sha256 = chainSha256({
    previousSha256: head.sha256,
    bank: row.bank,
    seq: row.seq,
    kind: row.kind,
    key: row.idempotency_key,
    inputSha256: row.input_sha256,
    actor: row.actor,
    occurredAtMs: row.occurred_at_ms,
    recordedAtMs: row.recorded_at_ms,
    continues: row.continues,
    reverses: row.reverses,
    detailText: row.detail,
    postings: postings.map(toPosting).sort(byAccount),
  });
  if (sha256 !== row.sha256) report("chain", row.seq, "the hash is not that of the row");
}

function checkPostings(state: BankState, row: TransferRow, postings: readonly PostingRow[]): void {
  const { balances, report } = state;
  for (const posting of postings) {
    const problem = assetProblem(posting);
    if (problem) {
      report("unbalanced", row.seq, problem);
      continue;
    }
    const { account, amount, balance_after } = posting;
    const before = balances.get(account) ?? { balance: 0, openedAtMs: row.recorded_at_ms };
    const balance = assertSafe(before.balance + assertSafe(amount));
    balances.set(account, { ...before, balance });
    if (balance !== balance_after) {
      report(balanceKind(account), row.seq, `${account}: ${balance_after}, not ${balance}`);
    }
    if (shownBalance(account, balance) < 0 && !kindOf(account).canBeNegative) {
      report("negative", row.seq, `${account} is ${shownBalance(account, balance)}`);
    }
  }
  for (const [asset, total] of imbalances(postings.map(toPosting))) {
    report("unbalanced", row.seq, `${asset} sums to ${total}`);
  }
}

function checkMember({ members, report }: BankState, row: TransferRow, detail: Detail): void {
  const target = row.continues ?? row.reverses;
  const member = memberOf(detail, target === null ? null : (members.get(target) ?? null));
  if (member !== null) members.set(row.seq, member);
  if (member !== row.member) report("projection", row.seq, "it is about another member");
}

/** Notes what the row means for the tables that are computed from the transfers. */
function follow(state: BankState, row: TransferRow): void {
  state.openDaySeq = openDayAfter(state.openDaySeq, { kind: toKind(row.kind), seq: row.seq });
  if (row.kind === "publish-rule") state.rulesSeq = row.seq;
  const detail = detailSchema.parse(JSON.parse(row.detail));
  checkMember(state, row, detail);
  if (detail.kind === "publish-rule") {
    state.rules.add(`${row.seq}/${detail.validFromMs}/${canonicalJson(detail.rule)}`);
  }
  if (detail.kind === "deposit") {
    for (const { evidence } of detail.lines) {
      if (!evidence) continue;
      state.readings.add(`${evidence.device}/${evidence.boot}/${evidence.seq}/${row.seq}`);
    }
  }
}

function checkReversal(
  { reversed, report }: BankState,
  row: TransferRow,
  postings: readonly PostingRow[],
  target: readonly PostingRow[] | null,
): void {
  if (row.reverses === null || !target) return;
  if (reversed.has(row.reverses)) report("reversal", row.seq, "reverses once more");
  reversed.add(row.reverses);
  const problem =
    row.reverses >= row.seq ? "reverses what comes later" : mirrorProblem(postings, target);
  if (problem) report("reversal", row.seq, problem);
}

/** Recomputes a bank's chain, sums and balances from its transfers, one after the other. */
export function createBankProof(bank: string): BankProof {
  const found = new Map<BrokenKind, BrokenRow>();
  const report: BankProof["report"] = (kind, seq, detail) => {
    if (!found.has(kind)) found.set(kind, { kind, bank, seq, detail });
  };
  const state: BankState = {
    report,
    head: { seq: 0, sha256: CHAIN_START_SHA256, recordedAtMs: 0 },
    rulesSeq: 0,
    openDaySeq: null,
    balances: new Map(),
    rules: new Set(),
    readings: new Set(),
    members: new Map(),
    reversed: new Set(),
  };
  let transfers = 0;
  let postingCount = 0;
  /** A row that cannot even be read as one of ours breaks the chain where it stands. */
  const guarded = (seq: number, check: () => void): void => {
    try {
      check();
    } catch (error) {
      report("chain", seq, error instanceof Error ? error.message : String(error));
    }
  };

  return {
    add(row, postings, target) {
      transfers += 1;
      postingCount += postings.length;
      guarded(row.seq, () => checkChain(state, row, postings));
      guarded(row.seq, () => checkPostings(state, row, postings));
      guarded(row.seq, () => follow(state, row));
      checkReversal(state, row, postings, target);
      state.head = { seq: row.seq, sha256: row.sha256, recordedAtMs: row.recorded_at_ms };
    },
    report,
    expected: () => state,
    broken: () => [...found.values()],
    transfers: () => transfers,
    postings: () => postingCount,
  };
}
