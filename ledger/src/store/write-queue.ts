import { fail, type Result } from "@resik/contract/error-code";
import { nextTurn } from "@resik/kit/next-turn";
import type { PostRequest } from "../post-request.ts";
import {
  COMMIT_REQUESTS_MAX,
  GATHER_QUIET_TURNS,
  GATHER_TURNS_MAX,
  WAITING_REQUESTS_MAX,
} from "../limits.ts";
import type { Posted } from "../port.ts";
import type { Written } from "./write.ts";

type Answer = Result<Posted>;

interface Waiting {
  request: PostRequest;
  resolve(answer: Answer): void;
  reject(error: unknown): void;
}

export interface WriteQueue {
  /** Resolves after the commit that held the request; `store-unavailable` when the queue is full. */
  add(request: PostRequest): Promise<Answer>;
  /** Answers what waits; later requests are `store-unavailable`. */
  close(): Promise<void>;
}

/**
 * One writer, many askers: what waits goes into one database transaction, in order of arrival, so
 * that a disk sync serves all of it. When the transaction fails, every request in it fails; a defect
 * of one request fails that one alone.
 */
export function createWriteQueue(
  commit: (requests: readonly PostRequest[]) => Promise<Written[]>,
): WriteQueue {
  const waiting: Waiting[] = [];
  let running: Promise<void> | null = null;
  let isClosed = false;

  async function commitOnce(batch: readonly Waiting[]): Promise<void> {
    try {
      const written = await commit(batch.map(({ request }) => request));
      for (const [index, { resolve, reject }] of batch.entries()) {
        const one = written[index];
        if (!one) reject(new Error("a request was left without an answer"));
        else if ("answer" in one) resolve(one.answer);
        else reject(one.defect);
      }
    } catch (error) {
      for (const { reject } of batch) reject(error);
    }
  }

  /**
   * Requests over HTTP come a few turns of the event loop after each other (socket, session,
   * look-ups), and a commit holds all of those turns up. So it waits until nobody else comes: far
   * shorter than the sync that the newcomers then share.
   */
  async function gather(): Promise<void> {
    let quiet = 0;
    for (let turn = 0; turn < GATHER_TURNS_MAX && quiet < GATHER_QUIET_TURNS; turn++) {
      if (isClosed || waiting.length >= COMMIT_REQUESTS_MAX) return;
      const before = waiting.length;
      await nextTurn();
      quiet = waiting.length === before ? quiet + 1 : 0;
    }
  }

  async function drain(): Promise<void> {
    while (waiting.length > 0) {
      await gather();
      await commitOnce(waiting.splice(0, COMMIT_REQUESTS_MAX));
    }
    running = null;
  }

  return {
    add(request) {
      if (isClosed) return Promise.resolve(fail("store-unavailable", "the ledger is closed"));
      if (waiting.length >= WAITING_REQUESTS_MAX) {
        return Promise.resolve(fail("store-unavailable", "too many requests wait"));
      }
      return new Promise((resolve, reject) => {
        waiting.push({ request, resolve, reject });
        running ??= drain();
      });
    },
    async close() {
      isClosed = true;
      await running;
    },
  };
}
