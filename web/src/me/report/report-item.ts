import type { ResidentReportRequest } from "@resik/contract/http/resident-reports";
import { troubleOf, waitAfter } from "../../bank/queue/queue-machine.ts";
import type { Trouble } from "../../bank/queue/queue-item.ts";
import type { Answer } from "../../edge/request.ts";

/** A photo as it is sent, already shrunk. */
export interface ReportPhoto {
  type: "image/jpeg";
  bytes: ArrayBuffer;
}

/** What is said beside the photo. */
export type ReportWords = Omit<ResidentReportRequest, "photo" | "member">;

/** A report that was written down on this phone and is not known to have arrived. */
export interface ReportItem {
  id: string;
  /** The member who wrote it: on a shared phone nobody else sends or sees it. */
  owner: string;
  savedAtMs: number;
  /** Sent with every try, so that it counts once however often it is sent. */
  key: string;
  words: ReportWords;
  photo: ReportPhoto | null;
  /** `refused`: it will not be sent again; its writer reads why and lets it go. */
  state: "waiting" | "refused";
  tries: number;
  nextTryAtMs: number;
  /** Why it still waits; null before the first try. */
  trouble: Trouble | null;
}

/** The longest wait between two tries: a photo on prepaid data is not sent in vain every minute. */
const WAIT_MS_MAX = 3_600_000;

/** So long a report waits for a writer who does not come back to this phone. */
const ABANDONED_MS = 366 * 86_400_000;

/**
 * Whether it lies here for nobody: its writer left long ago, and somebody else has the phone. What
 * the one who is signed in wrote is theirs to send or to let go, however old.
 */
export const isAbandoned = (item: ReportItem, signedIn: string, nowMs: number): boolean =>
  item.owner !== signedIn && nowMs - item.savedAtMs > ABANDONED_MS;

/** Whether it is still to be sent, by itself; a refused one waits for its writer alone. */
export const isWaiting = ({ state }: ReportItem): boolean => state === "waiting";

export const bySavedTime = (a: ReportItem, b: ReportItem): number =>
  a.savedAtMs - b.savedAtMs || (a.id < b.id ? -1 : 1);

/** The report to send next, and how long to wait for it; null when nothing is to be sent. */
export function nextToSend(
  items: readonly ReportItem[],
  nowMs: number,
): { item: ReportItem; waitMs: number } | null {
  // One that waits for another day must not hold up the ones behind it.
  const [item] = items
    .filter(isWaiting)
    .sort((a, b) => a.nextTryAtMs - b.nextTryAtMs || bySavedTime(a, b));
  return item === undefined ? null : { item, waitMs: Math.max(0, item.nextTryAtMs - nowMs) };
}

/**
 * The report after a try; null once it has arrived. A doubtful outcome is tried again with the same
 * key; a definite refusal waits for its writer.
 */
export function afterTry(
  item: ReportItem,
  answer: Answer<unknown>,
  nowMs: number,
): ReportItem | null {
  if (answer.ok) return null;
  const tries = item.tries + 1;
  const trouble = troubleOf(answer.failure, nowMs);
  const { failure } = answer;
  // Not the report is refused but who is signed in now: on a shared phone somebody without reports.
  const isOthers = trouble.kind === "refused" && trouble.code === "not-allowed";
  if (trouble.kind === "refused" && !isOthers) return { ...item, tries, trouble, state: "refused" };
  const why: Trouble = isOthers ? { ...trouble, kind: "sign-in" } : trouble;
  const askedMs = failure.reason === "refused" ? (failure.retryAfterS ?? 0) * 1_000 : 0;
  // Nothing changes before somebody signs in, and the pages that open then try at once.
  const wishedMs = why.kind === "sign-in" ? WAIT_MS_MAX : askedMs;
  const waitMs = Math.max(waitAfter(tries), Math.min(wishedMs, WAIT_MS_MAX));
  return { ...item, tries, trouble: why, nextTryAtMs: nowMs + waitMs };
}

/** Tries again at once, with the same key: a network came back, or somebody asked for it. */
export const tryNow = (item: ReportItem): ReportItem =>
  isWaiting(item) && item.nextTryAtMs > 0 ? { ...item, nextTryAtMs: 0 } : item;
