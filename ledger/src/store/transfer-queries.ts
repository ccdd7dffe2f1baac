import type { BankId, TransferSeq } from "@resik/contract/bank/ids";
import { sql, type SqlBool } from "kysely";
import { PAGE_ROWS_MAX } from "../limits.ts";
import type { SettlementsQuery, TransfersQuery, WithdrawalsQuery } from "../port.ts";
import type { Transfer } from "../transfer.ts";
import { withPostings } from "./rows.ts";
import { NEEDS_SETTLEMENT } from "./sqlite-schema.ts";
import type { LedgerDb } from "./tables.ts";

/** Numbers that one statement names at most; SQLite takes 32,766 [sqlite.org/limits]. */
const NAMED_MAX = 500;

export const pageRows = (limit: number): number => Math.max(1, Math.min(limit, PAGE_ROWS_MAX));

function* inParts<T>(values: readonly T[]): Generator<T[]> {
  for (let start = 0; start < values.length; start += NAMED_MAX) {
    yield values.slice(start, start + NAMED_MAX);
  }
}

async function readBySeqs(
  db: LedgerDb,
  bank: BankId,
  seqs: readonly number[],
): Promise<Transfer[]> {
  if (seqs.length === 0) return [];
  const rows = await db
    .selectFrom("transfers")
    .selectAll()
    .where("bank", "=", bank)
    .where("seq", "in", seqs)
    .execute();
  const rowBySeq = new Map(rows.map((row) => [row.seq, row]));
  return withPostings(
    db,
    seqs.flatMap((seq) => rowBySeq.get(seq) ?? []),
  );
}

/** What carried these transfers on or reversed them, in order of seq. */
export async function readFollowersOfAll(
  db: LedgerDb,
  bank: BankId,
  seqs: readonly TransferSeq[],
): Promise<Transfer[]> {
  const found: number[] = [];
  for (const part of inParts(seqs)) {
    for (const column of ["continues", "reverses"] as const) {
      const rows = await db
        .selectFrom("transfers")
        .select("seq")
        .where("bank", "=", bank)
        .where(column, "in", part)
        .execute();
      found.push(...rows.map(({ seq }) => seq));
    }
  }
  found.sort((left, right) => left - right);
  const transfers: Transfer[] = [];
  for (const part of inParts(found)) transfers.push(...(await readBySeqs(db, bank, part)));
  return transfers;
}

/** The stretch of a chain that was recorded in a time: its places rise with it. */
async function bounds(db: LedgerDb, query: TransfersQuery): Promise<{ from: number; to: number }> {
  const { bank, fromMs, toMs, beforeSeq, afterSeq } = query;
  let from = afterSeq === undefined ? 1 : afterSeq + 1;
  let to = beforeSeq ?? Number.MAX_SAFE_INTEGER;
  const firstAt = async (atMs: number): Promise<number> => {
    const row = await db
      .selectFrom("transfers")
      .select("seq")
      .where("bank", "=", bank)
      .where("recorded_at_ms", ">=", atMs)
      .orderBy("recorded_at_ms")
      .orderBy("seq")
      .limit(1)
      .executeTakeFirst();
    return row?.seq ?? Number.MAX_SAFE_INTEGER;
  };
  if (fromMs !== undefined) from = Math.max(from, await firstAt(fromMs));
  if (toMs !== undefined) to = Math.min(to, await firstAt(toMs));
  return { from, to };
}

/** Transfers that fit, newest first unless asked otherwise. */
export async function readTransfers(db: LedgerDb, query: TransfersQuery): Promise<Transfer[]> {
  const { bank, kinds, member, isOldestFirst = false } = query;
  const direction = isOldestFirst ? 1 : -1;
  const limit = pageRows(query.limit);
  const { from, to } = await bounds(db, query);
  if (from >= to) return [];
  const page = db
    .selectFrom("transfers")
    .select("seq")
    .where("bank", "=", bank)
    .where("seq", ">=", from)
    .where("seq", "<", to)
    .orderBy("seq", isOldestFirst ? "asc" : "desc")
    .limit(limit);
  if (member !== undefined) {
    const ofMember = page.where("member", "=", member);
    const rows = await (
      kinds === undefined ? ofMember : ofMember.where("kind", "in", kinds)
    ).execute();
    return readBySeqs(
      db,
      bank,
      rows.map(({ seq }) => seq),
    );
  }
  // One walk of the index for each kind: a page of several is in the first of all of them.
  const pages =
    kinds === undefined ? [page] : [...new Set(kinds)].map((kind) => page.where("kind", "=", kind));
  const found: number[] = [];
  for (const one of pages) found.push(...(await one.execute()).map(({ seq }) => seq));
  found.sort((left, right) => (left - right) * direction);
  return readBySeqs(db, bank, found.slice(0, limit));
}

/**
 * Members with a deposit since then that was not reversed. Walks the deposits of that time alone:
 * the first place of the stretch comes from the index by time, the rest from the one by kind.
 */
export async function countDepositors(
  db: LedgerDb,
  { bank, fromMs }: { bank: BankId; fromMs: number },
): Promise<number> {
  const { from } = await bounds(db, { bank, fromMs, beforeSeq: null, limit: 1 });
  const row = await db
    .selectFrom("transfers as given")
    .select((eb) => eb.fn.count<number>("given.member").distinct().as("members"))
    .where("given.bank", "=", bank)
    .where("given.kind", "=", "deposit")
    .where("given.seq", ">=", from)
    .where(({ not, exists, selectFrom }) =>
      not(
        exists(
          selectFrom("transfers as reversal")
            .select("reversal.seq")
            .where("reversal.bank", "=", bank)
            .whereRef("reversal.reverses", "=", "given.seq"),
        ),
      ),
    )
    .executeTakeFirstOrThrow();
  return row.members;
}

/**
 * Transfers by whether a later one, still in force, carries them on or reverses them. An approval
 * carries a withdrawal on without ending it.
 */
const selectByState = (db: LedgerDb, bank: BankId, state: "pending" | "settled") =>
  db
    .selectFrom("transfers as first")
    .select("first.seq")
    .where("first.bank", "=", bank)
    .where(({ or, not, exists, selectFrom }) => {
      const reversed = exists(
        selectFrom("transfers as reversal")
          .select("reversal.seq")
          .where("reversal.bank", "=", bank)
          .whereRef("reversal.reverses", "=", "first.seq"),
      );
      const settled = exists(
        selectFrom("transfers as follower")
          .leftJoin("transfers as undone", (join) =>
            join
              .onRef("undone.bank", "=", "follower.bank")
              .onRef("undone.reverses", "=", "follower.seq"),
          )
          .select("follower.seq")
          .where("follower.bank", "=", bank)
          .whereRef("follower.continues", "=", "first.seq")
          .where("follower.kind", "<>", "approve-withdrawal")
          .where("undone.seq", "is", null),
      );
      const isOver = or([reversed, settled]);
      return state === "settled" ? isOver : not(isOver);
    });

/** One page of them, pending ones oldest first and settled ones newest first. */
async function readPage(
  db: LedgerDb,
  select: ReturnType<typeof selectByState>,
  { bank, state, afterSeq, limit, member }: WithdrawalsQuery,
): Promise<Transfer[]> {
  let page = select;
  if (member !== undefined) page = page.where("first.member", "=", member);
  if (afterSeq !== null) page = page.where("first.seq", state === "pending" ? ">" : "<", afterSeq);
  const rows = await page
    .orderBy("first.seq", state === "pending" ? "asc" : "desc")
    .limit(pageRows(limit))
    .execute();
  return readBySeqs(
    db,
    bank,
    rows.map(({ seq }) => seq),
  );
}

/** Requests for a withdrawal that still wait, or those that do not any more. */
export function readWithdrawals(db: LedgerDb, query: WithdrawalsQuery): Promise<Transfer[]> {
  const requests = selectByState(db, query.bank, query.state);
  return readPage(db, requests.where("first.kind", "=", "request-withdrawal"), query);
}

/** Deposits and valuations that still need a step of the harvest. */
export function readSettlements(db: LedgerDb, query: SettlementsQuery): Promise<Transfer[]> {
  const deposits = selectByState(db, query.bank, "pending");
  const waiting = deposits.where(sql.raw<SqlBool>(NEEDS_SETTLEMENT));
  return readPage(db, waiting, { ...query, state: "pending" });
}
