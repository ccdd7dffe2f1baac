import { VERIFY_ROWS_MAX } from "../limits.ts";
import type { VerifyReport } from "../port.ts";
import { createBankProof } from "./bank-proof.ts";
import { verifyProjections } from "./verify-projections.ts";
import type { PostingRow, TransferRow } from "./rows.ts";
import type { LedgerDb } from "./tables.ts";

/** Every bank that any table names: a balance without a book must be found too. */
async function bankNames(db: LedgerDb): Promise<string[]> {
  const rows = await db
    .selectFrom("transfers")
    .select("bank")
    .union(db.selectFrom("postings").select("bank"))
    .union(db.selectFrom("balances").select("bank"))
    .union(db.selectFrom("bank_heads").select("bank"))
    .union(db.selectFrom("rule_versions").select("bank"))
    .union(db.selectFrom("used_readings").select("bank"))
    .execute();
  return rows.map(({ bank }) => bank).sort();
}

async function* pagesOf(db: LedgerDb, bank: string): AsyncGenerator<TransferRow[]> {
  // Starts below any number that could stand there, so that a row with a wrong place is read too.
  let afterSeq = Number.MIN_SAFE_INTEGER;
  for (;;) {
    const rows = await db
      .selectFrom("transfers")
      .selectAll()
      .where("bank", "=", bank)
      .where("seq", ">", afterSeq)
      .orderBy("seq")
      .limit(VERIFY_ROWS_MAX)
      .execute();
    const last = rows.at(-1);
    if (!last) return;
    yield rows;
    afterSeq = last.seq;
  }
}

async function postingsBySeq(
  db: LedgerDb,
  bank: string,
  seqs: readonly number[],
): Promise<Map<number, PostingRow[]>> {
  const bySeq = new Map<number, PostingRow[]>();
  if (seqs.length === 0) return bySeq;
  const rows = await db
    .selectFrom("postings")
    .selectAll()
    .where("bank", "=", bank)
    .where("seq", "in", seqs)
    .execute();
  for (const row of rows) {
    const known = bySeq.get(row.seq);
    if (known) known.push(row);
    else bySeq.set(row.seq, [row]);
  }
  return bySeq;
}

async function verifyBank(db: LedgerDb, bank: string, report: VerifyReport): Promise<void> {
  const proof = createBankProof(bank);
  for await (const rows of pagesOf(db, bank)) {
    const seqs = rows.map(({ seq }) => seq);
    const targets = rows.flatMap(({ reverses }) => reverses ?? []);
    const postings = await postingsBySeq(db, bank, seqs);
    const mirrored = await postingsBySeq(db, bank, targets);
    for (const row of rows) {
      const target = row.reverses === null ? null : (mirrored.get(row.reverses) ?? []);
      proof.add(row, postings.get(row.seq) ?? [], target);
    }
  }
  await verifyProjections(db, bank, proof);
  report.banks += 1;
  report.transfers += proof.transfers();
  report.postings += proof.postings();
  const { seq, sha256 } = proof.expected().head;
  if (seq > 0) report.heads.push({ bank, seq, sha256 });
  report.broken.push(...proof.broken());
}

/** Proves one bank's book or all of them; the database must stand still under `db`. */
export async function verifyBooks(db: LedgerDb, bank?: string): Promise<VerifyReport> {
  const report: VerifyReport = {
    isIntact: true,
    banks: 0,
    transfers: 0,
    postings: 0,
    heads: [],
    broken: [],
  };
  const banks = bank === undefined ? await bankNames(db) : [bank];
  for (const name of banks) await verifyBank(db, name, report);
  report.isIntact = report.broken.length === 0;
  return report;
}
