import type { AccountCode } from "../account.ts";
import type { Evidence } from "@resik/contract/bank/command";
import type { Transfer } from "../transfer.ts";
import type { RuleBook } from "@resik/contract/bank/rule-book";

/** A transfer that carries another one on and was not reversed itself. */
export interface Follower {
  seq: number;
  kind: Transfer["kind"];
  actor: string;
}

/** Everything a decision may depend on, read in the database transaction that will write it. */
export interface Facts {
  rules: RuleBook;
  nowMs: number;
  isDayOpen: boolean;
  /** The transfer the command names; null when it names none or there is none. */
  target: Transfer | null;
  followers: readonly Follower[];
  isTargetReversed: boolean;
  /** Balance on the account's usual side; 0 where nothing was posted. */
  balanceOf(account: AccountCode): number;
  /** When the account got its first posting; null where it has none. */
  openedAtMs(account: AccountCode): number | null;
  /** Whether a line that was not reversed used this reading. */
  isReadingUsed(evidence: Evidence): boolean;
}
