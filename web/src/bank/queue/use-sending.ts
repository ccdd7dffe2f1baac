import { useEffect, useState } from "preact/hooks";
import { watchChanges } from "../phone-changes.ts";
import { startSender, type Sender, type SendWork } from "./sender.ts";

/** Senders of this page by what they send, with how many parts of the page hold each. */
const senders = new Map<string, { sender: Sender; holders: number }>();

function holdSender(name: string, work: SendWork): () => void {
  const held = senders.get(name) ?? { sender: startSender(work), holders: 0 };
  held.holders++;
  senders.set(name, held);
  return () => {
    held.holders--;
    if (held.holders > 0) return;
    held.sender.close();
    senders.delete(name);
  };
}

export interface Sending<T> {
  /** Null until the phone's store was read. */
  items: readonly T[] | null;
  /** The phone's store cannot be read. */
  isBroken: boolean;
  /** Sends now, whatever wait was left. */
  hurry: () => void;
}

/** What is sent and how its list is read; both belong to the name. */
export interface SendingOptions<T> {
  work: () => SendWork;
  list: () => Promise<readonly T[]>;
}

/** What is saved under a name; it is being sent as long as a page that shows it is open. */
export function useSending<T>(name: string, { work, list }: SendingOptions<T>): Sending<T> {
  const [items, setItems] = useState<readonly T[] | null>(null);
  const [isBroken, setBroken] = useState(false);
  useEffect(() => {
    let isShown = true;
    const read = (): void => {
      list().then(
        (found) => {
          if (!isShown) return;
          setItems(found);
          // One failure, such as of a store that another tab just closed, is not for ever.
          setBroken(false);
        },
        () => {
          if (isShown) setBroken(true);
        },
      );
    };
    read();
    const own = work();
    const letGo = holdSender(name, own);
    const stopWatching = watchChanges(own.part, read);
    return () => {
      isShown = false;
      stopWatching();
      letGo();
    };
  }, [name]);
  return {
    items,
    isBroken,
    hurry: () => senders.get(name)?.sender.hurry(),
  };
}
