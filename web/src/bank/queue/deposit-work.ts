import { changeItem, listQueue } from "./phone-queue.ts";
import { afterTry, nextToSend, tryNow } from "./queue-machine.ts";
import { sendDeposit } from "./send-deposit.ts";
import { renewLease } from "./sender-lock.ts";
import type { SendWork } from "./sender.ts";

const LOCK = "resik-queue";

/** Sends the saved deposits of a bank. */
export const depositWork = (bank: string): SendWork => ({
  lock: LOCK,
  part: "queue",
  sendDue: (holder, signal) => sendDue(bank, holder, signal),
  endWait: () => endWait(bank),
});

/** Sends until nothing is due. @returns how long until something will be; null for nothing. */
async function sendDue(bank: string, holder: string, signal: AbortSignal): Promise<number | null> {
  while (!signal.aborted) {
    const next = nextToSend(await listQueue(bank), Date.now());
    if (next === null) return null;
    if (next.waitMs > 0) return next.waitMs;
    await renewLease(LOCK, holder);
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
