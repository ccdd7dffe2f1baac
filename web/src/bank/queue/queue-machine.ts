import type { DepositBody } from "@resik/contract/http/bank/transfers";
import type { Answer, Failure } from "../../edge/request.ts";
import type { ProvisionalReceipt, Receipt } from "../../receipt/receipt.ts";
import { bySavedTime, type HistoryEntry, type QueueItem, type Trouble } from "./queue-item.ts";

/** The wait after the first try that came to nothing; it doubles up to the longest. */
export const WAIT_MS_FIRST = 2_000;
export const WAIT_MS_MAX = 60_000;
/** A deposit that broke the server this often lets the ones behind it go first. */
export const BREAKDOWNS_MAX = 4;

/** What the book answers to a deposit. */
export interface Posted {
  seq: number;
  /** Null where this version of the pages cannot read it; its own page will. */
  receipt: Receipt | null;
}

/** The item to send next, and how long to wait for it; null when nothing is to be sent. */
export function nextToSend(
  items: readonly QueueItem[],
  nowMs: number,
): { item: QueueItem; waitMs: number } | null {
  const waiting = items.filter(({ state }) => state === "waiting").sort(bySavedTime);
  const item = waiting.find(({ breakdowns }) => breakdowns < BREAKDOWNS_MAX) ?? waiting[0];
  if (item === undefined) return null;
  return { item, waitMs: Math.max(0, item.nextTryAtMs - nowMs) };
}

/** After `tries` without an answer. */
export const waitAfter = (tries: number): number =>
  Math.min(WAIT_MS_MAX, WAIT_MS_FIRST * 2 ** Math.min(tries - 1, 10));

/**
 * The item after a try. A doubtful outcome keeps its key, so that a deposit which did arrive is
 * counted once; a definite refusal waits for a person.
 */
export function afterTry(item: QueueItem, answer: Answer<Posted>, nowMs: number): QueueItem {
  const tries = item.tries + 1;
  if (answer.ok) {
    const history = [...item.history, entry(item, "sent", nowMs)];
    const { seq, receipt } = answer.value;
    return { ...item, tries, state: "sent", seq, receipt, trouble: null, history };
  }
  const { failure } = answer;
  const trouble = troubleOf(failure, nowMs);
  if (trouble.kind === "refused") {
    const refused = { ...entry(item, "refused", nowMs), code: trouble.code };
    const history = [...item.history, refused];
    return { ...item, tries, state: "needs-person", breakdowns: 0, trouble, history };
  }
  const isBreakdown = failure.reason === "refused" && failure.status === 500;
  const askedMs = failure.reason === "refused" ? (failure.retryAfterS ?? 0) * 1_000 : 0;
  const waitMs = Math.max(waitAfter(tries), Math.min(askedMs, WAIT_MS_MAX));
  const breakdowns = isBreakdown ? item.breakdowns + 1 : 0;
  return { ...item, tries, breakdowns, trouble, nextTryAtMs: nowMs + waitMs };
}

/** What a failed try means. Only an answer in our own form is a refusal. */
export function troubleOf(failure: Failure, atMs: number): Trouble {
  if (failure.reason === "network") return { atMs, kind: "network", code: "", detail: "" };
  if (failure.reason === "answer") return { atMs, kind: "unreadable", code: "", detail: "" };
  const { status, code, detail } = failure;
  if (status === 401) return { atMs, kind: "sign-in", code, detail };
  if (status === 429 || status === 408 || status >= 500)
    return { atMs, kind: "busy", code, detail };
  // A page of somebody else's network, such as a sign-in of a hotspot, carries no code of ours.
  if (code === "") return { atMs, kind: "unreadable", code, detail };
  return { atMs, kind: "refused", code, detail };
}

/** Tries again at once, with the same key: a network came back, or somebody asked for it. */
export const tryNow = (item: QueueItem): QueueItem =>
  item.state === "waiting" ? { ...item, nextTryAtMs: 0 } : item;

/** What a person decided about a refused deposit. */
export interface Decision {
  key: string;
  nowMs: number;
  body: DepositBody;
  paper: ProvisionalReceipt;
}

/**
 * Sends a refused deposit again, changed or not. The refusal is remembered by its key, so there is
 * a new one; nothing was booked under the old one.
 */
export function decide(item: QueueItem, decision: Decision): QueueItem {
  if (item.state !== "needs-person") return item;
  const { key, nowMs, body, paper } = decision;
  const changed = { ...entry(item, "changed", nowMs), key };
  return {
    ...item,
    state: "waiting",
    key,
    body,
    paper,
    tries: 0,
    nextTryAtMs: 0,
    trouble: null,
    history: [...item.history, changed],
  };
}

/** A deposit that turned out to be in the book, where its answer never came back. */
export function foundInBook(item: QueueItem, seq: number, nowMs: number): QueueItem {
  if (item.state !== "needs-person") return item;
  const history = [...item.history, entry(item, "sent", nowMs)];
  return { ...item, state: "sent", seq, trouble: null, history };
}

/** Gives a refused deposit up; it stays in the list with the reason. */
export function discard(item: QueueItem, reason: string, nowMs: number): QueueItem {
  if (item.state !== "needs-person") return item;
  const given = { ...entry(item, "discarded", nowMs), reason };
  return { ...item, state: "discarded", history: [...item.history, given] };
}

const entry = (item: QueueItem, what: HistoryEntry["what"], atMs: number): HistoryEntry => ({
  atMs,
  what,
  key: item.key,
  code: null,
  reason: null,
});
