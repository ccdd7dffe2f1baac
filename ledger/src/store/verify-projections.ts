import { assertSafe } from "@resik/contract/bank/integer";
import { balanceKind, type BankProof } from "./bank-proof.ts";
import type { LedgerDb } from "./tables.ts";

async function countPostings(db: LedgerDb, bank: string): Promise<number> {
  const { rows } = await db
    .selectFrom("postings")
    .select(({ fn }) => fn.countAll<number>().as("rows"))
    .where("bank", "=", bank)
    .executeTakeFirstOrThrow();
  return assertSafe(rows);
}

async function verifyBalances(db: LedgerDb, bank: string, proof: BankProof): Promise<void> {
  const { balances } = proof.expected();
  const rows = await db
    .selectFrom("balances")
    .selectAll()
    .where("bank", "=", bank)
    .orderBy("account")
    .execute();
  const kept = new Set(rows.map(({ account }) => account));
  for (const { account, balance, opened_at_ms } of rows) {
    const expected = balances.get(account);
    if (!expected) {
      proof.report(balanceKind(account), null, `${account}: ${balance} without a posting`);
      continue;
    }
    if (balance !== expected.balance) {
      proof.report(balanceKind(account), null, `${account}: ${balance}, not ${expected.balance}`);
    }
    if (opened_at_ms !== expected.openedAtMs) {
      proof.report("projection", null, `${account} was opened at another time`);
    }
  }
  for (const [account, { balance }] of balances) {
    if (!kept.has(account)) {
      proof.report(balanceKind(account), null, `${account}: missing, not ${balance}`);
    }
  }
}

async function verifyHead(db: LedgerDb, bank: string, proof: BankProof): Promise<void> {
  const { head, rulesSeq, openDaySeq } = proof.expected();
  const row = await db
    .selectFrom("bank_heads")
    .selectAll()
    .where("bank", "=", bank)
    .executeTakeFirst();
  if (!row) {
    if (head.seq > 0) proof.report("projection", null, "the bank has no head");
    return;
  }
  if (row.seq !== head.seq || row.sha256 !== head.sha256) {
    // The head names a transfer that is not the last one: the end of the chain was cut or grew.
    proof.report("chain", row.seq, `the head stands at ${row.seq}, the chain ends at ${head.seq}`);
  }
  if (row.recorded_at_ms !== head.recordedAtMs || row.rules_seq !== rulesSeq) {
    proof.report("projection", row.seq, "the head does not follow from the chain");
  }
  if (row.open_day_seq !== openDaySeq) {
    proof.report("projection", row.seq, "another day is open than the chain says");
  }
}

function compareSets(
  proof: BankProof,
  expected: ReadonlySet<string>,
  kept: readonly { key: string; seq: number }[],
  noun: string,
): void {
  for (const { key, seq } of kept) {
    if (!expected.has(key)) proof.report("projection", seq, `${noun} ${key} is in no transfer`);
  }
  if (kept.length < expected.size) proof.report("projection", null, `a ${noun} is missing`);
}

/** Compares the tables that are computed from the transfers with what must stand in them. */
export async function verifyProjections(
  db: LedgerDb,
  bank: string,
  proof: BankProof,
): Promise<void> {
  const postings = await countPostings(db, bank);
  if (postings !== proof.postings()) {
    proof.report("chain", null, `${postings - proof.postings()} postings belong to no transfer`);
  }
  await verifyBalances(db, bank, proof);
  await verifyHead(db, bank, proof);
  const { rules, readings } = proof.expected();
  const ruleRows = await db
    .selectFrom("rule_versions")
    .selectAll()
    .where("bank", "=", bank)
    .execute();
  const keptRules = ruleRows.map(({ seq, valid_from_ms, rule }) => ({
    key: `${seq}/${valid_from_ms}/${rule}`,
    seq,
  }));
  compareSets(proof, rules, keptRules, "rule");
  const readingRows = await db
    .selectFrom("used_readings")
    .selectAll()
    .where("bank", "=", bank)
    .execute();
  const keptReadings = readingRows.map(({ device, boot, reading_seq, seq }) => ({
    key: `${device}/${boot}/${reading_seq}/${seq}`,
    seq,
  }));
  compareSets(proof, readings, keptReadings, "reading");
}
