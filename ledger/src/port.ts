import type { Result } from "@resik/contract/error-code";
import type { AccountCode, AccountKindName } from "./account.ts";
import type { PostRequest } from "./post-request.ts";
import type { CommandKind } from "@resik/contract/bank/command";
import type { BankId, IdempotencyKey, MemberId, TransferSeq } from "@resik/contract/bank/ids";
import type { AccountBalance, Books } from "./rules/books.ts";
import type { RuleBook } from "@resik/contract/bank/rule-book";
import type { Transfer } from "./transfer.ts";

export interface Posted {
  transfer: Transfer;
  /** True when the same key and input had been answered before: nothing was written now. */
  isRepeat: boolean;
}

/** One line of an account's passbook. */
export interface PassbookRow {
  transfer: Transfer;
  /** On the account's usual side: a credit of savings is positive. */
  amount: number;
  balanceAfter: number;
}

export interface BankHead {
  bank: BankId;
  /** The last transfer; its hash stands for the whole chain and may be printed at the closing. */
  seq: number;
  sha256: string;
  recordedAtMs: number;
  /** The transfer that opened the day; null when the day is closed. */
  openDaySeq: number | null;
  /** The transfer that last published a rule; 0 when none did. */
  rulesSeq: number;
}

export const BROKEN_KINDS = [
  /** A row is missing, doubled, out of place, or its hash is not the hash of what stands there. */
  "chain",
  /** The postings of a transfer do not sum to zero in an asset, or an account has another asset. */
  "unbalanced",
  /** A reversal is not the mirror, or its target was reversed twice, or is not there. */
  "reversal",
  /** A rupiah balance, kept or on a posting, is not the sum of the postings. */
  "balance",
  /** The same for a quantity. */
  "stock",
  /** An account that must not be negative was. */
  "negative",
  /** The head of a chain, a rule or a used reading does not follow from the transfers. */
  "projection",
] as const;
export type BrokenKind = (typeof BROKEN_KINDS)[number];

/** The first broken row of its kind. */
export interface BrokenRow {
  kind: BrokenKind;
  bank: string;
  /** Null where the row belongs to no transfer, such as a balance. */
  seq: number | null;
  detail: string;
}

export interface VerifyReport {
  isIntact: boolean;
  banks: number;
  transfers: number;
  postings: number;
  /** Where the chain of each bank ends, as recomputed. */
  heads: { bank: string; seq: number; sha256: string }[];
  /** At most one of each kind and bank. */
  broken: BrokenRow[];
}

export interface TransfersQuery {
  bank: BankId;
  /** Null: from the newest. */
  beforeSeq: TransferSeq | null;
  /** Only what came after this one. */
  afterSeq?: TransferSeq;
  limit: number;
  /** Only these kinds. */
  kinds?: readonly CommandKind[];
  /** Only what is about this member. */
  member?: MemberId;
  /** By the ledger's clock, inclusive. */
  fromMs?: number;
  /** Exclusive. */
  toMs?: number;
  /** From the oldest; give `afterSeq` to go on. */
  isOldestFirst?: boolean;
}

/** A balance with the time of its account's first posting. */
export interface StandingBalance extends AccountBalance {
  openedAtMs: number;
}

export interface WithdrawalsQuery {
  bank: BankId;
  /** `pending`: waits for approvals or payment, oldest first. `settled`: newest first. */
  state: "pending" | "settled";
  /** Only what comes after this one in that order; null: from the start. */
  afterSeq: TransferSeq | null;
  limit: number;
  member?: MemberId;
}

export interface SettlementsQuery {
  bank: BankId;
  /** Only what comes after this one; null: from the oldest. */
  afterSeq: TransferSeq | null;
  limit: number;
  member?: MemberId;
}

/**
 * The book of every waste bank. The rules decide inside the database transaction that writes, so
 * no answer rests on a balance that another request has changed.
 */
export interface LedgerStore {
  /**
   * Writes one transfer; it is on disk when the promise resolves. The same key with the same input
   * gets the first answer again, also when that was a refusal; with other input it is
   * `idempotency-conflict`. A refusal writes no posting. `store-unavailable` when too many
   * requests wait.
   *
   * @throws when the disk fails: whether it was written is then open, and a retry finds out.
   */
  post(request: PostRequest): Promise<Result<Posted>>;

  transfer(bank: BankId, seq: TransferSeq): Promise<Transfer | null>;
  transferByKey(bank: BankId, key: IdempotencyKey): Promise<Transfer | null>;
  /** What carried a transfer on or reversed it, oldest first. */
  followersOf(bank: BankId, seq: TransferSeq): Promise<Transfer[]>;
  /** The same for many at once, in order of seq; `continues` and `reverses` say of which. */
  followersOfAll(bank: BankId, seqs: readonly TransferSeq[]): Promise<Transfer[]>;
  /** Transfers of a bank that fit, newest first unless asked otherwise. */
  transfers(query: TransfersQuery): Promise<Transfer[]>;
  /**
   * Requests for a withdrawal. A payment or a voiding that was reversed settles nothing; a request
   * that was reversed is settled.
   */
  withdrawals(query: WithdrawalsQuery): Promise<Transfer[]>;
  /**
   * What waits for the harvest, oldest first: deposits without their price, and deposits and
   * valuations whose credit is held until the sale. A step that was reversed settles nothing.
   */
  settlements(query: SettlementsQuery): Promise<Transfer[]>;
  /**
   * Members with a deposit since then by the ledger's clock (inclusive) that was not reversed. A
   * donation counts for its giver, where one is named.
   */
  countDepositors(query: { bank: BankId; fromMs: number }): Promise<number>;
  /** Transfers of all banks in the order they were written, after a cursor: an outbox. */
  journal(query: { afterId: number; limit: number }): Promise<Transfer[]>;

  /** On the account's usual side; 0 where nothing was posted. */
  balance(bank: BankId, account: AccountCode): Promise<number>;
  /** The same with the time of the first posting; null where nothing was posted. */
  standing(bank: BankId, account: AccountCode): Promise<StandingBalance | null>;
  /** Balances of a bank, or of one kind of account, in order of account. */
  balances(bank: BankId, kind?: AccountKindName): Promise<StandingBalance[]>;
  /** Balances of a kind as they stood after a transfer; accounts that came later are left out. */
  balancesAt(query: {
    bank: BankId;
    kind: AccountKindName;
    throughSeq: TransferSeq;
  }): Promise<AccountBalance[]>;
  /** Lines of an account, newest first, before `beforeSeq` (null: from the newest). */
  passbook(query: {
    bank: BankId;
    account: AccountCode;
    beforeSeq: TransferSeq | null;
    limit: number;
  }): Promise<PassbookRow[]>;

  rules(bank: BankId): Promise<RuleBook>;
  books(bank: BankId): Promise<Books>;
  head(bank: BankId): Promise<BankHead | null>;

  /** Proves the book, or one bank's, on one snapshot while writing goes on. */
  verify(bank?: BankId): Promise<VerifyReport>;
  /** Answers what waits, then closes. */
  close(): Promise<void>;
}

/** A ledger that is read and proven, never written; another program may be writing it. */
export type LedgerReader = Omit<LedgerStore, "post">;
