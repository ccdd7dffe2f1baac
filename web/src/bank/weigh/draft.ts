import type { Delivery } from "@resik/contract/bank/rule";
import type { Evidence } from "@resik/contract/bank/command";

export type Akad = "saved" | "cash" | "donation";

/** A line as the operator weighed it; what it is worth follows from the rules. */
export interface DraftLine {
  id: string;
  item: string;
  grade: string;
  /** Grams, millilitres or pieces. */
  quantity: number;
  /** The stable reading it was captured from; null when typed by hand. */
  evidence: Evidence | null;
}

/** A deposit before it is saved; it survives a tab that is closed. */
export interface Draft {
  /** `owner` is the bank and the person, so that nobody sees what another one is weighing. */
  owner: string;
  id: string;
  /** Grows with each change, so that a tab knows the newer of two copies. */
  revision: number;
  bank: string;
  /** Null: somebody who is no member. */
  member: string | null;
  akad: Akad;
  /** The savings product; empty until the desk is known. */
  product: string;
  /** The fund of a gift; empty until one is chosen. */
  fund: string;
  delivery: Delivery;
  /** Weighed now, priced at the harvest. */
  isAtHarvest: boolean;
  lines: DraftLine[];
}

export const ownerOf = (bank: string, username: string): string => `${bank} ${username}`;

/** An empty deposit for a member, or for somebody who is none. */
export function newDraft(start: {
  id: string;
  bank: string;
  username: string;
  member: string | null;
  product: string;
}): Draft {
  const { id, bank, username, member, product } = start;
  return {
    owner: ownerOf(bank, username),
    id,
    revision: 0,
    bank,
    member,
    akad: member === null ? "cash" : "saved",
    product,
    fund: "",
    delivery: "dropped-off",
    isAtHarvest: false,
    lines: [],
  };
}

export const isSameReading = (a: Evidence, b: Evidence): boolean =>
  a.device === b.device && a.boot === b.boot && a.seq === b.seq;
