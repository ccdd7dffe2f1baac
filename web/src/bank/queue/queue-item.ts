import type { DepositBody } from "@resik/contract/http/bank/transfers";
import type { ProvisionalReceipt, Receipt } from "../../receipt/receipt.ts";

/**
 * `waiting`: to be sent by itself; `needs-person`: refused, and a person decides; `sent`: in the
 * book; `discarded`: a person gave it up, with a reason.
 */
export const ITEM_STATES = ["waiting", "needs-person", "sent", "discarded"] as const;
export type ItemState = (typeof ITEM_STATES)[number];

/** Why a try gave nothing, for people: the code of the contract, or what kept it from an answer. */
export interface Trouble {
  atMs: number;
  kind: "network" | "busy" | "unreadable" | "sign-in" | "refused";
  /** Empty unless refused. */
  code: string;
  /** The server's own words, for those who look for a cause. */
  detail: string;
}

/** What happened to a saved deposit: nothing of it is ever forgotten before the item is. */
export interface HistoryEntry {
  atMs: number;
  what: "saved" | "refused" | "changed" | "sent" | "discarded";
  /** The idempotency key that was in force. */
  key: string;
  /** The code of a refusal. */
  code: string | null;
  /** The reason a person gave. */
  reason: string | null;
}

/** A deposit that was saved on this phone. */
export interface QueueItem {
  /** The id of the draft: saving the same draft again changes nothing. */
  id: string;
  bank: string;
  savedAtMs: number;
  savedByName: string;
  state: ItemState;
  /** What is sent, byte for byte the same until a person changes it. */
  body: DepositBody;
  /** Sent with every try; a change by a person, or a definite refusal, brings a new one. */
  key: string;
  tries: number;
  /** Tries in a row that the server itself broke on. */
  breakdowns: number;
  nextTryAtMs: number;
  /** Why it still waits; null before the first try. */
  trouble: Trouble | null;
  history: HistoryEntry[];
  /** What the phone can say before the book knows of it. */
  paper: ProvisionalReceipt;
  /** Its place in the book, and the book's own receipt, once they are there. */
  seq: number | null;
  receipt: Receipt | null;
}

/** In the order in which they were saved. */
export const bySavedTime = (a: QueueItem, b: QueueItem): number =>
  a.savedAtMs - b.savedAtMs || (a.id < b.id ? -1 : 1);

/** Whether it is not in the book yet and nobody gave it up. */
export const isUnsent = (item: QueueItem): boolean =>
  item.state === "waiting" || item.state === "needs-person";
