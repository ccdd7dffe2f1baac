import type { CommandKind } from "@resik/contract/bank/command";
import type { Detail } from "@resik/contract/bank/detail";
import type {
  ActorId,
  BankId,
  IdempotencyKey,
  MemberId,
  TransferSeq,
} from "@resik/contract/bank/ids";
import type { AccountCode } from "./account.ts";

/** One side of a transfer: a debit is positive, a credit negative. */
export interface Posting {
  account: AccountCode;
  /** `idr` or a stock code; follows from the account. */
  asset: string;
  /** Whole rupiah, or grams, millilitres, pieces. */
  amount: number;
}

/** What the rules decided; the store gives it its place, time and hash. */
export interface Draft {
  detail: Detail;
  postings: readonly Posting[];
  /** The transfer that this one carries on: a request that is paid, a deposit that is valued. */
  continues: TransferSeq | null;
  reverses: TransferSeq | null;
}

/** A balanced set of postings as it stands in the book. Never changed. */
export interface Transfer extends Draft {
  /** Place in the whole journal, over all banks: a cursor for those who follow it. */
  id: number;
  bank: BankId;
  seq: TransferSeq;
  kind: CommandKind;
  key: IdempotencyKey;
  actor: ActorId;
  occurredAtMs: number;
  /** The ledger's clock; never falls from one transfer of a bank to the next. */
  recordedAtMs: number;
  /** Whom it is about; that of its target for an approval or a reversal. */
  member: MemberId | null;
  /** SHA-256 in hex over the previous hash and this row. */
  sha256: string;
}

/**
 * Whom a transfer is about: the member its detail names, else the one of the transfer that it
 * carries on or reverses.
 */
export function memberOf(detail: Detail, ofTarget: MemberId | null): MemberId | null {
  switch (detail.kind) {
    case "deposit":
    case "value":
      return detail.payee.member;
    case "release":
    case "request-withdrawal":
    case "pay-withdrawal":
    case "void-withdrawal":
    case "donate":
      return detail.member;
    case "approve-withdrawal":
    case "reverse":
      return ofTarget;
    case "sell":
    case "receive-payment":
    case "pay-aid":
    case "move-cash":
    case "open-day":
    case "close-day":
    case "publish-rule":
      return null;
  }
}
