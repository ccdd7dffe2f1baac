import { ok, type Result } from "@resik/contract/error-code";
import type { Clock } from "@resik/kit/clock";
import type { AccountCode } from "../account.ts";
import { canonicalJson, CHAIN_START_SHA256, chainSha256, inputSha256 } from "../canonical.ts";
import type { PostRequest } from "../post-request.ts";
import { assertSafe } from "@resik/contract/bank/integer";
import type { Posted } from "../port.ts";
import { checkBalances, decide } from "../rules/decide.ts";
import { memberOf, type Draft, type Transfer } from "../transfer.ts";
import { firstAnswer } from "./idempotency.ts";
import { loadBalances, loadFacts, type Head, type KnownBalance } from "./load-facts.ts";
import { openDayAfter } from "./open-day.ts";
import { toSeq, toTransfer, type PostingRow, type TransferRow } from "./rows.ts";
import type { RuleCache } from "./rule-cache.ts";
import type { LedgerDb } from "./tables.ts";

const emptyHead = (bank: string): Head => ({
  bank,
  seq: 0,
  sha256: CHAIN_START_SHA256,
  recorded_at_ms: 0,
  rules_seq: 0,
  open_day_seq: null,
});

/** Places a draft at the end of the bank's chain. */
function place(
  request: PostRequest,
  draft: Draft,
  context: { head: Head; recordedAtMs: number; target: Transfer | null },
) {
  const { head, recordedAtMs, target } = context;
  const { bank, key, actor, occurredAtMs, command } = request;
  const row = {
    bank,
    seq: toSeq(head.seq + 1),
    kind: command.kind,
    key,
    actor,
    occurredAtMs,
    recordedAtMs,
    continues: draft.continues,
    reverses: draft.reverses,
    member: memberOf(draft.detail, target?.member ?? null),
    postings: draft.postings,
  };
  const detailText = canonicalJson(draft.detail);
  const input = inputSha256(request);
  const sha256 = chainSha256({
    ...row,
    detailText,
    inputSha256: input,
    previousSha256: head.sha256,
  });
  return { row, detailText, input, sha256 };
}

type Placed = ReturnType<typeof place>;

type NewTransferRow = Omit<TransferRow, "id">;

const toTransferRow = ({ row, detailText, input, sha256 }: Placed): NewTransferRow => ({
  bank: row.bank,
  seq: row.seq,
  kind: row.kind,
  idempotency_key: row.key,
  input_sha256: input,
  actor: row.actor,
  occurred_at_ms: row.occurredAtMs,
  recorded_at_ms: row.recordedAtMs,
  continues: row.continues,
  reverses: row.reverses,
  member: row.member,
  detail: detailText,
  sha256,
});

function toPostingRows(
  { row }: Placed,
  balances: ReadonlyMap<AccountCode, KnownBalance>,
): PostingRow[] {
  const { bank, seq } = row;
  return row.postings.map(({ account, asset, amount }) => {
    const before = balances.get(account);
    if (!before) throw new Error(`the balance of ${account} was not read`);
    const balance_after = assertSafe(before.balance + amount);
    return { bank, seq, account, asset, amount, balance_after };
  });
}

async function insertPostings(
  db: LedgerDb,
  rows: readonly PostingRow[],
  recordedAtMs: number,
): Promise<void> {
  if (rows.length === 0) return;
  await db.insertInto("postings").values(rows).execute();
  await db
    .insertInto("balances")
    .values(
      rows.map(({ bank, account, asset, balance_after: balance }) => ({
        bank,
        account,
        asset,
        balance,
        // Kept from the first posting: a conflict changes the balance alone.
        opened_at_ms: recordedAtMs,
      })),
    )
    .onConflict((conflict) =>
      conflict
        .columns(["bank", "account"])
        .doUpdateSet((set) => ({ balance: set.ref("excluded.balance") })),
    )
    .execute();
}

/** What is looked up by other keys than the transfer's: rules and used readings. */
async function insertProjections(db: LedgerDb, { row }: Placed, draft: Draft): Promise<void> {
  const { bank, seq } = row;
  const { detail } = draft;
  if (detail.kind === "publish-rule") {
    const rule = canonicalJson(detail.rule);
    await db
      .insertInto("rule_versions")
      .values({ bank, seq, valid_from_ms: detail.validFromMs, rule })
      .execute();
  }
  if (detail.kind === "deposit") {
    const readings = detail.lines.flatMap(({ evidence }) => evidence ?? []);
    if (readings.length === 0) return;
    await db
      .insertInto("used_readings")
      .values(
        readings.map(({ device, boot, seq: reading_seq }) => ({
          bank,
          device,
          boot,
          reading_seq,
          seq,
        })),
      )
      .execute();
  }
}

async function moveHead(db: LedgerDb, { row, sha256 }: Placed, head: Head): Promise<void> {
  const next = {
    seq: row.seq,
    sha256,
    recorded_at_ms: row.recordedAtMs,
    rules_seq: row.kind === "publish-rule" ? row.seq : head.rules_seq,
    open_day_seq: openDayAfter(head.open_day_seq, row),
  };
  await db
    .insertInto("bank_heads")
    .values({ bank: row.bank, ...next })
    .onConflict((conflict) => conflict.column("bank").doUpdateSet(next))
    .execute();
}

async function refuse(
  db: LedgerDb,
  request: PostRequest,
  refusal: Result<never> & { ok: false },
  recorded_at_ms: number,
): Promise<Result<never>> {
  const { bank, key: idempotency_key } = request;
  const { code, detail } = refusal;
  const input_sha256 = inputSha256(request);
  await db
    .insertInto("refusals")
    .values({ bank, idempotency_key, input_sha256, code, detail, recorded_at_ms })
    .execute();
  return refusal;
}

/** The answer, or what a request threw before it wrote anything: it concerns its caller alone. */
export type Written = { answer: Result<Posted> } | { defect: unknown };
export type WriteOne = (db: LedgerDb, request: PostRequest) => Promise<Written>;

type Prepared =
  | { kind: "answered"; answer: Result<Posted> }
  | { kind: "refused"; refusal: Result<never> & { ok: false }; recordedAtMs: number }
  | { kind: "decided"; head: Head; draft: Draft; placed: Placed; postings: PostingRow[] };

/** Reads and decides; writes nothing. */
async function prepare(
  db: LedgerDb,
  request: PostRequest,
  context: { clock: Clock; rules: RuleCache },
): Promise<Prepared> {
  const answer = await firstAnswer(db, request, inputSha256(request));
  if (answer) return { kind: "answered", answer };
  const { bank } = request;
  const stored = await db
    .selectFrom("bank_heads")
    .selectAll()
    .where("bank", "=", bank)
    .executeTakeFirst();
  const head = stored ?? emptyHead(bank);
  // A clock that was set back must not make a later transfer look earlier.
  const recordedAtMs = Math.max(context.clock.nowMs(), head.recorded_at_ms);
  const facts = await loadFacts(db, request, { head, rules: context.rules, nowMs: recordedAtMs });
  const decided = decide(request, facts);
  if (!decided.ok) return { kind: "refused", refusal: decided, recordedAtMs };
  const draft = decided.value;

  const accounts = draft.postings.map(({ account }) => account);
  const balances = await loadBalances(db, bank, accounts);
  const checked = checkBalances(draft, (account) => balances.get(account)?.balance ?? 0);
  if (!checked.ok) return { kind: "refused", refusal: checked, recordedAtMs };
  const placed = place(request, draft, { head, recordedAtMs, target: facts.target });
  return { kind: "decided", head, draft, placed, postings: toPostingRows(placed, balances) };
}

/**
 * Decides and writes one request inside a database transaction that nobody else writes beside.
 * What throws before the first row is written is returned, so that it fails its own caller and no
 * neighbour in the commit; what throws after it takes the whole database transaction with it.
 */
export function createWriteOne(context: { clock: Clock; rules: RuleCache }): WriteOne {
  return async (db, request) => {
    let prepared: Prepared;
    try {
      prepared = await prepare(db, request, context);
    } catch (defect) {
      return { defect };
    }
    if (prepared.kind === "answered") return { answer: prepared.answer };
    if (prepared.kind === "refused") {
      return { answer: await refuse(db, request, prepared.refusal, prepared.recordedAtMs) };
    }
    const { head, draft, placed, postings } = prepared;
    const row = toTransferRow(placed);
    const { id } = await db
      .insertInto("transfers")
      .values(row)
      .returning("id")
      .executeTakeFirstOrThrow();
    await insertPostings(db, postings, row.recorded_at_ms);
    await insertProjections(db, placed, draft);
    await moveHead(db, placed, head);
    // Read back from the rows, so that the first answer and every repeat are the same.
    const transfer = toTransfer({ id, ...row }, postings);
    return { answer: ok({ transfer, isRepeat: false }) };
  };
}
