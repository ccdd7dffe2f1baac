import { newId } from "../new-id.ts";
import { watchChanges } from "../phone-changes.ts";
import { changeItem, listQueue } from "./phone-queue.ts";
import { afterTry, nextToSend, tryNow } from "./queue-machine.ts";
import { sendDeposit } from "./send-deposit.ts";
import { inOneTab, renewLease } from "./sender-lock.ts";

/** Another tab sends: look again after this, should it be closed meanwhile. */
const OTHER_TAB_MS = 5_000;

export interface Sender {
  /** Sends now, whatever wait was left: somebody asked, or the network came back. */
  hurry(): void;
  close(): void;
}

/**
 * Sends the saved deposits of a bank, one at a time and in order, from one tab of this browser.
 * Everything it knows stands in the phone's store, so it may be ended at any moment.
 */
export function startSender(bank: string): Sender {
  const closing = new AbortController();
  const { signal } = closing;
  let isRunning = false;
  let mustLookAgain = false;
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
        const isDone = await inOneTab(holder, async () => {
          const waitMs = await sendDue(bank, holder, signal);
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
      // The phone's store failed; the deposits are where they were, and a later look may succeed.
      console.error(error);
      lookAfter(OTHER_TAB_MS);
    });
  };
  const hurry = (): void => {
    void endWait(bank).finally(look);
  };

  const onVisible = (): void => {
    if (document.visibilityState === "visible") look();
  };
  // A deposit was saved, or a person decided about one.
  const stopWatching = watchChanges("queue", look);
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

/** Sends until nothing is due. @returns how long until something will be; null for nothing. */
async function sendDue(bank: string, holder: string, signal: AbortSignal): Promise<number | null> {
  while (!signal.aborted) {
    const next = nextToSend(await listQueue(bank), Date.now());
    if (next === null) return null;
    if (next.waitMs > 0) return next.waitMs;
    await renewLease(holder);
    const { id, key } = next.item;
    const answer = await sendDeposit(next.item);
    // A person may have changed the item while it was on its way in another tab.
    await changeItem(id, (item) =>
      item.key === key && item.state === "waiting" ? afterTry(item, answer, Date.now()) : item,
    );
  }
  return null;
}

/** Whatever wait was left before the next try is over. */
async function endWait(bank: string): Promise<void> {
  const next = nextToSend(await listQueue(bank), Date.now());
  if (next !== null && next.waitMs > 0) await changeItem(next.item.id, tryNow);
}
