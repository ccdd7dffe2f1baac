import type { AccountCode } from "../account.ts";
import { shownBalance } from "../account.ts";
import { bankIdSchema, type BankId, type TransferSeq } from "@resik/contract/bank/ids";
import type { BankHead, LedgerStore, PassbookRow } from "../port.ts";
import { closeBooks } from "../rules/books.ts";
import type { Transfer } from "../transfer.ts";
import { readBalances, readBalancesAt, readStanding } from "./balances.ts";
import { withPostings } from "./rows.ts";
import {
  countDepositors,
  pageRows,
  readFollowersOfAll,
  readSettlements,
  readTransfers,
  readWithdrawals,
} from "./transfer-queries.ts";
import type { LedgerDb } from "./tables.ts";

async function oneTransfer(
  db: LedgerDb,
  bank: BankId,
  by: { column: "seq" | "idempotency_key"; value: number | string },
): Promise<Transfer | null> {
  const row = await db
    .selectFrom("transfers")
    .selectAll()
    .where("bank", "=", bank)
    .where(by.column, "=", by.value)
    .executeTakeFirst();
  if (!row) return null;
  const [transfer] = await withPostings(db, [row]);
  return transfer ?? null;
}

export const readTransfer = (db: LedgerDb, bank: BankId, seq: TransferSeq) =>
  oneTransfer(db, bank, { column: "seq", value: seq });

export const readTransferByKey = (db: LedgerDb, bank: BankId, key: string) =>
  oneTransfer(db, bank, { column: "idempotency_key", value: key });

async function readPassbook(
  db: LedgerDb,
  query: Parameters<LedgerStore["passbook"]>[0],
): Promise<PassbookRow[]> {
  let select = db
    .selectFrom("postings")
    .selectAll()
    .where("bank", "=", query.bank)
    .where("account", "=", query.account);
  if (query.beforeSeq !== null) select = select.where("seq", "<", query.beforeSeq);
  const rows = await select.orderBy("seq", "desc").limit(pageRows(query.limit)).execute();
  if (rows.length === 0) return [];
  const seqs = rows.map(({ seq }) => seq);
  const transfers = await db
    .selectFrom("transfers")
    .selectAll()
    .where("bank", "=", query.bank)
    .where("seq", "in", seqs)
    .execute();
  const full = await withPostings(db, transfers);
  const bySeq = new Map<number, Transfer>(full.map((transfer) => [transfer.seq, transfer]));
  return rows.flatMap(({ seq, account, amount, balance_after }) => {
    const transfer = bySeq.get(seq);
    if (!transfer) return [];
    const shown = (debits: number): number => shownBalance(account, debits);
    return [{ transfer, amount: shown(amount), balanceAfter: shown(balance_after) }];
  });
}

async function readHead(db: LedgerDb, bank: BankId): Promise<BankHead | null> {
  const row = await db
    .selectFrom("bank_heads")
    .selectAll()
    .where("bank", "=", bank)
    .executeTakeFirst();
  if (!row) return null;
  return {
    bank: bankIdSchema.parse(row.bank),
    seq: row.seq,
    sha256: row.sha256,
    recordedAtMs: row.recorded_at_ms,
    openDaySeq: row.open_day_seq,
    rulesSeq: row.rules_seq,
  };
}

/** The reading half of the port, on any database of this schema. */
export function createReads(
  db: LedgerDb,
): Omit<LedgerStore, "post" | "rules" | "verify" | "close"> {
  return {
    transfer: (bank, seq) => readTransfer(db, bank, seq),
    transferByKey: (bank, key) => readTransferByKey(db, bank, key),
    async followersOf(bank, seq) {
      const rows = await db
        .selectFrom("transfers")
        .selectAll()
        .where("bank", "=", bank)
        .where("continues", "=", seq)
        .orderBy("seq")
        .execute();
      const reversal = await db
        .selectFrom("transfers")
        .selectAll()
        .where("bank", "=", bank)
        .where("reverses", "=", seq)
        .execute();
      return withPostings(
        db,
        [...rows, ...reversal].sort((left, right) => left.seq - right.seq),
      );
    },
    followersOfAll: (bank, seqs) => readFollowersOfAll(db, bank, seqs),
    transfers: (query) => readTransfers(db, query),
    withdrawals: (query) => readWithdrawals(db, query),
    settlements: (query) => readSettlements(db, query),
    countDepositors: (query) => countDepositors(db, query),
    async journal({ afterId, limit }) {
      const rows = await db
        .selectFrom("transfers")
        .selectAll()
        .where("id", ">", afterId)
        .orderBy("id")
        .limit(pageRows(limit))
        .execute();
      return withPostings(db, rows);
    },
    async balance(bank, account: AccountCode) {
      const row = await db
        .selectFrom("balances")
        .select("balance")
        .where("bank", "=", bank)
        .where("account", "=", account)
        .executeTakeFirst();
      return shownBalance(account, row?.balance ?? 0);
    },
    standing: (bank, account) => readStanding(db, bank, account),
    balances: (bank, kind) => readBalances(db, bank, kind),
    balancesAt: (query) => readBalancesAt(db, query),
    passbook: (query) => readPassbook(db, query),
    books: async (bank) => closeBooks(await readBalances(db, bank)),
    head: (bank) => readHead(db, bank),
  };
}
