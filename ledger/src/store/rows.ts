import type { Selectable } from "kysely";
import type { AccountCode } from "../account.ts";
import { commandSchema } from "@resik/contract/bank/command";
import {
  actorIdSchema,
  bankIdSchema,
  idempotencyKeySchema,
  memberIdSchema,
  transferSeqSchema,
  type TransferSeq,
} from "@resik/contract/bank/ids";
import { assertSafe } from "@resik/contract/bank/integer";
import { byAccount } from "../rules/postings.ts";
import { detailSchema } from "@resik/contract/bank/detail";
import type { Posting, Transfer } from "../transfer.ts";
import type { LedgerDb, LedgerTables } from "./tables.ts";

export type TransferRow = Selectable<LedgerTables["transfers"]>;
export type PostingRow = Selectable<LedgerTables["postings"]>;

export const toSeq = (value: number): TransferSeq => transferSeqSchema.parse(value);

/** A stored posting. Its account code was made by `ACCOUNTS`; `verify` checks that it still is. */
export const toPosting = ({ account, asset, amount }: PostingRow): Posting => ({
  account: account as AccountCode,
  asset,
  amount: assertSafe(amount),
});

const COMMAND_KINDS: ReadonlySet<string> = new Set(
  commandSchema.options.map((option) => option.shape.kind.value),
);

export function toKind(kind: string): Transfer["kind"] {
  if (!COMMAND_KINDS.has(kind)) throw new Error(`a transfer of unknown kind ${kind}`);
  // Checked against the list of the commands.
  return kind as Transfer["kind"];
}

/** @throws when the row is not what this program writes. */
export function toTransfer(row: TransferRow, postings: readonly PostingRow[]): Transfer {
  return {
    id: row.id,
    bank: bankIdSchema.parse(row.bank),
    seq: toSeq(row.seq),
    kind: toKind(row.kind),
    key: idempotencyKeySchema.parse(row.idempotency_key),
    actor: actorIdSchema.parse(row.actor),
    occurredAtMs: assertSafe(row.occurred_at_ms),
    recordedAtMs: assertSafe(row.recorded_at_ms),
    continues: row.continues === null ? null : toSeq(row.continues),
    reverses: row.reverses === null ? null : toSeq(row.reverses),
    member: row.member === null ? null : memberIdSchema.parse(row.member),
    detail: detailSchema.parse(JSON.parse(row.detail)),
    postings: postings.map(toPosting).sort(byAccount),
    sha256: row.sha256,
  };
}

/** Puts their postings to transfers of one or more banks, keeping the order of the rows. */
export async function withPostings(
  db: LedgerDb,
  rows: readonly TransferRow[],
): Promise<Transfer[]> {
  const seqsByBank = new Map<string, number[]>();
  for (const { bank, seq } of rows) {
    const seqs = seqsByBank.get(bank);
    if (seqs) seqs.push(seq);
    else seqsByBank.set(bank, [seq]);
  }
  const postingsByTransfer = new Map<string, PostingRow[]>();
  for (const [bank, seqs] of seqsByBank) {
    const postings = await db
      .selectFrom("postings")
      .selectAll()
      .where("bank", "=", bank)
      .where("seq", "in", seqs)
      .execute();
    for (const posting of postings) {
      const key = `${bank}/${posting.seq}`;
      const known = postingsByTransfer.get(key);
      if (known) known.push(posting);
      else postingsByTransfer.set(key, [posting]);
    }
  }
  return rows.map((row) => toTransfer(row, postingsByTransfer.get(`${row.bank}/${row.seq}`) ?? []));
}
