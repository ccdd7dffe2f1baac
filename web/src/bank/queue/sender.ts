import { newId } from "../new-id.ts";
import { watchChanges, type PhonePart } from "../phone-changes.ts";
import { inOneTab, type SendLock } from "./sender-lock.ts";

/** Another tab sends: look again after this, should it be closed meanwhile. */
const OTHER_TAB_MS = 5_000;

export interface Sender {
  /** Sends now, whatever wait was left: somebody asked, or the network came back. */
  hurry(): void;
  close(): void;
}

/** What is sent: deposits of a bank, reports of a resident. */
export interface SendWork {
  lock: SendLock;
  /** The part of the phone's store where it waits. */
  part: PhonePart;
  /** Sends until nothing is due. @returns how long until something will be; null for nothing. */
  sendDue(holder: string, signal: AbortSignal): Promise<number | null>;
  /** Whatever wait was left before the next try is over. */
  endWait(): Promise<void>;
}

/**
 * Sends what was saved, one at a time and in order, from one tab of this browser. Everything it
 * knows stands in the phone's store, so it may be ended at any moment.
 */
export function startSender(work: SendWork): Sender {
  const closing = new AbortController();
  const { signal } = closing;
  let isRunning = false;
  let mustLookAgain = false;
  let isHurried = false;
  let timer: ReturnType<typeof setTimeout> | undefined;

  const lookAfter = (waitMs: number): void => {
    clearTimeout(timer);
    if (!signal.aborted) timer = setTimeout(look, waitMs);
  };
  const run = async (): Promise<void> => {
    if (isRunning) {
      mustLookAgain = true;
      return;
    }
    isRunning = true;
    const holder = newId();
    try {
      do {
        mustLookAgain = false;
        if (isHurried) {
          isHurried = false;
          await work.endWait();
        }
        const isDone = await inOneTab(work.lock, holder, async () => {
          const waitMs = await work.sendDue(holder, signal);
          if (waitMs !== null) lookAfter(waitMs);
        });
        if (!isDone) lookAfter(OTHER_TAB_MS);
      } while (mustLookAgain);
    } finally {
      isRunning = false;
    }
  };
  const look = (): void => {
    if (signal.aborted) return;
    run().catch((error: unknown) => {
      // The phone's store failed; everything is where it was, and a later look may succeed.
      console.error(error);
      lookAfter(OTHER_TAB_MS);
    });
  };
  const hurry = (): void => {
    // A try under way may fail yet, and then waits as if nobody had asked.
    isHurried = true;
    look();
  };

  const onVisible = (): void => {
    if (document.visibilityState === "visible") look();
  };
  // Something was saved, or a person decided about it.
  const stopWatching = watchChanges(work.part, look);
  addEventListener("online", hurry);
  document.addEventListener("visibilitychange", onVisible);
  hurry();

  return {
    hurry,
    close() {
      closing.abort();
      clearTimeout(timer);
      stopWatching();
      removeEventListener("online", hurry);
      document.removeEventListener("visibilitychange", onVisible);
    },
  };
}
