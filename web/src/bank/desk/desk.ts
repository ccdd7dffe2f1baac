import type { RuleVersion } from "@resik/contract/bank/rule";
import type { MemberKind } from "@resik/contract/http/bank/members";

/** A member as this phone knows one. */
export interface DeskMember {
  id: string;
  number: string;
  name: string;
  kind: MemberKind;
  address: string | null;
  phoneTail: string | null;
  cardSha256: string | null;
  savingsRupiah: number;
}

export interface DeskScale {
  device: string;
  name: string;
  teraUntil: string | null;
}

/** What the weighing screen works with, network or not. */
export interface Desk {
  bank: {
    id: string;
    number: number;
    name: string;
    address: string | null;
    phone: string | null;
    receiptNote: string | null;
  };
  /** When the server drew the lists, by its clock. */
  takenAtMs: number;
  openDay: { seq: number; openedAtMs: number } | null;
  members: DeskMember[];
  rules: RuleVersion[];
  /** `item.grade`, the most used first. */
  itemsByUse: string[];
  funds: { id: string; name: string }[];
  scales: DeskScale[];
}

/** A desk as it is kept on the phone. */
export interface KeptDesk {
  bank: string;
  /** Whose session fetched it: nobody else is shown it. */
  username: string;
  /** The phone's clock when it came. */
  fetchedAtMs: number;
  /** How far the phone's clock ran ahead of the server's then; below 0 it lags. */
  clockAheadMs: number;
  desk: Desk;
}
