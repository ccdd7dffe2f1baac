import { useEffect, useState } from "preact/hooks";
import { watchChanges } from "../phone-changes.ts";
import { listQueue } from "./phone-queue.ts";
import { isUnsent, type QueueItem } from "./queue-item.ts";
import { startSender, type Sender } from "./sender.ts";

/** Senders of this page by bank, with how many parts of the page hold each. */
const senders = new Map<string, { sender: Sender; holders: number }>();

function holdSender(bank: string): () => void {
  const held = senders.get(bank) ?? { sender: startSender(bank), holders: 0 };
  held.holders++;
  senders.set(bank, held);
  return () => {
    held.holders--;
    if (held.holders > 0) return;
    held.sender.close();
    senders.delete(bank);
  };
}

export interface Queue {
  /** Null until the phone's store was read. */
  items: readonly QueueItem[] | null;
  /** The phone's store cannot be read. */
  isBroken: boolean;
  /** Sends now, whatever wait was left. */
  hurry: () => void;
}

/** The saved deposits of a bank; they are being sent as long as a page that shows them is open. */
export function useQueue(bank: string): Queue {
  const [items, setItems] = useState<readonly QueueItem[] | null>(null);
  const [isBroken, setBroken] = useState(false);
  useEffect(() => {
    let isShown = true;
    const read = (): void => {
      listQueue(bank).then(
        (found) => {
          if (isShown) setItems(found);
        },
        () => {
          if (isShown) setBroken(true);
        },
      );
    };
    read();
    const letGo = holdSender(bank);
    const stopWatching = watchChanges("queue", read);
    return () => {
      isShown = false;
      stopWatching();
      letGo();
    };
  }, [bank]);
  return {
    items,
    isBroken,
    hurry: () => senders.get(bank)?.sender.hurry(),
  };
}

/** How many wait by themselves, and how many for a person. */
export function countUnsent(items: readonly QueueItem[]): { waiting: number; person: number } {
  const unsent = items.filter(isUnsent);
  const person = unsent.filter(({ state }) => state === "needs-person").length;
  return { waiting: unsent.length - person, person };
}

/** Whether the server asked who sends: somebody of the bank has to sign in. */
export const needsSignIn = (items: readonly QueueItem[]): boolean =>
  items.some(({ state, trouble }) => state === "waiting" && trouble?.kind === "sign-in");
