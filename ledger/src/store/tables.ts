import type { Generated, Kysely } from "kysely";

interface TransferTable {
  id: Generated<number>;
  bank: string;
  seq: number;
  kind: string;
  idempotency_key: string;
  input_sha256: string;
  actor: string;
  occurred_at_ms: number;
  recorded_at_ms: number;
  continues: number | null;
  reverses: number | null;
  member: string | null;
  /** Canonical JSON of the detail. */
  detail: string;
  sha256: string;
}

interface PostingTable {
  bank: string;
  seq: number;
  account: string;
  asset: string;
  amount: number;
  /** Debits less credits of the account after this posting. */
  balance_after: number;
}

interface BalanceTable {
  bank: string;
  account: string;
  asset: string;
  balance: number;
  opened_at_ms: number;
}

interface RuleVersionTable {
  bank: string;
  seq: number;
  valid_from_ms: number;
  /** Canonical JSON of the rule. */
  rule: string;
}

interface UsedReadingTable {
  bank: string;
  device: string;
  boot: string;
  reading_seq: number;
  seq: number;
}

interface RefusalTable {
  bank: string;
  idempotency_key: string;
  input_sha256: string;
  code: string;
  detail: string;
  recorded_at_ms: number;
}

interface BankHeadTable {
  bank: string;
  seq: number;
  sha256: string;
  recorded_at_ms: number;
  /** The last transfer that published a rule; 0 for none. */
  rules_seq: number;
  open_day_seq: number | null;
}

export interface LedgerTables {
  transfers: TransferTable;
  postings: PostingTable;
  balances: BalanceTable;
  rule_versions: RuleVersionTable;
  used_readings: UsedReadingTable;
  refusals: RefusalTable;
  bank_heads: BankHeadTable;
}

/** The ledger, or a database transaction in it. */
export type LedgerDb = Kysely<LedgerTables>;
