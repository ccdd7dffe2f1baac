import { depositWork } from "./deposit-work.ts";
import { listQueue } from "./phone-queue.ts";
import { isUnsent, type QueueItem } from "./queue-item.ts";
import { useSending, type Sending } from "./use-sending.ts";

export type Queue = Sending<QueueItem>;

/** The saved deposits of a bank; they are being sent as long as a page that shows them is open. */
export const useQueue = (bank: string): Queue =>
  useSending(`deposits ${bank}`, {
    work: () => depositWork(bank),
    list: () => listQueue(bank),
  });

/** How many wait by themselves, and how many for a person. */
export function countUnsent(items: readonly QueueItem[]): { waiting: number; person: number } {
  const unsent = items.filter(isUnsent);
  const person = unsent.filter(({ state }) => state === "needs-person").length;
  return { waiting: unsent.length - person, person };
}

/** Whether the server asked who sends: somebody of the bank has to sign in. */
export const needsSignIn = (items: readonly QueueItem[]): boolean =>
  items.some(({ state, trouble }) => state === "waiting" && trouble?.kind === "sign-in");
