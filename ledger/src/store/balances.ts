import type { BankId, TransferSeq } from "@resik/contract/bank/ids";
import type { AccountCode, AccountKindName } from "../account.ts";
import type { StandingBalance } from "../port.ts";
import type { AccountBalance } from "../rules/books.ts";
import type { LedgerDb } from "./tables.ts";

/** The rows of a bank, or those of one kind of account, in order of account. */
function rowsOf(db: LedgerDb, bank: BankId, kind?: AccountKindName) {
  const rows = db.selectFrom("balances").where("bank", "=", bank).orderBy("account");
  if (kind === undefined) return rows;
  // `;` follows `:` in the order of characters: all codes of the kind lie between, and those of
  // a kind with a longer name, `cash-difference` for `cash`, which the second condition leaves.
  return rows
    .where("account", ">=", kind)
    .where("account", "<", `${kind};`)
    .where((where) => where.or([where("account", "=", kind), where("account", ">=", `${kind}:`)]));
}

/** Balances of a bank by account, debits less credits. */
export async function readBalances(
  db: LedgerDb,
  bank: BankId,
  kind?: AccountKindName,
): Promise<StandingBalance[]> {
  const rows = await rowsOf(db, bank, kind)
    .select(["account", "asset", "balance", "opened_at_ms"])
    .execute();
  return rows.map(({ account, asset, balance, opened_at_ms }) => ({
    account,
    asset,
    debitBalance: balance,
    openedAtMs: opened_at_ms,
  }));
}

export async function readStanding(
  db: LedgerDb,
  bank: BankId,
  account: AccountCode,
): Promise<StandingBalance | null> {
  const row = await db
    .selectFrom("balances")
    .select(["asset", "balance", "opened_at_ms"])
    .where("bank", "=", bank)
    .where("account", "=", account)
    .executeTakeFirst();
  if (!row) return null;
  return { account, asset: row.asset, debitBalance: row.balance, openedAtMs: row.opened_at_ms };
}

/**
 * Balances as they stood after a transfer: each is found on the last posting of its account up to
 * there. An account whose first posting came later has none.
 */
export async function readBalancesAt(
  db: LedgerDb,
  query: { bank: BankId; kind: AccountKindName; throughSeq: TransferSeq },
): Promise<AccountBalance[]> {
  const { bank, kind, throughSeq } = query;
  // One statement that looks each account up in the index of postings: a kind has as many accounts
  // as the bank has members, and a statement for each would hold everybody else up.
  const rows = await rowsOf(db, bank, kind)
    .select(({ selectFrom }) => [
      "account",
      "asset",
      selectFrom("postings")
        .select("balance_after")
        .whereRef("postings.bank", "=", "balances.bank")
        .whereRef("postings.account", "=", "balances.account")
        .where("postings.seq", "<=", throughSeq)
        .orderBy("postings.seq", "desc")
        .limit(1)
        .as("stood"),
    ])
    .execute();
  return rows.flatMap(({ account, asset, stood }) =>
    stood === null ? [] : [{ account, asset, debitBalance: stood }],
  );
}
