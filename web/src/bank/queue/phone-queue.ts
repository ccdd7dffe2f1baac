import { tellChange } from "../phone-changes.ts";
import { openPhoneStore } from "../phone-store.ts";
import { bySavedTime, isUnsent, type QueueItem } from "./queue-item.ts";

/** Unsent deposits that a phone holds; a phone that holds more takes no new one. */
export const UNSENT_MAX = 500;
/** What was sent stays this long for its receipt and its used readings; never fewer than today. */
const KEPT_MS = 3 * 86_400_000;
const SENT_KEPT_MAX = 500;
/** A saved deposit is on the disk before anybody is told that it is saved. */
const ON_DISK = { durability: "strict" } as const;

export type SaveAnswer = "saved" | "was-saved" | "full";

/**
 * Saves a deposit and lets go of its draft, both or none. However often a draft is saved, by one
 * tab or several, it becomes one deposit.
 */
export async function saveInQueue(item: QueueItem): Promise<SaveAnswer> {
  const store = await openPhoneStore();
  const write = store.transaction(["queue", "drafts"], "readwrite", ON_DISK);
  const queue = write.objectStore("queue");
  const drafts = write.objectStore("drafts");
  const items = await queue.index("bank").getAll(item.bank);
  let answer: SaveAnswer = "saved";
  if (items.some(({ id }) => id === item.id)) answer = "was-saved";
  else if (items.filter(isUnsent).length >= UNSENT_MAX) answer = "full";
  else {
    await queue.add(item);
    for (const { id } of outdated(items, item.savedAtMs)) await queue.delete(id);
  }
  if (answer !== "full") {
    for (const draft of await drafts.getAll()) {
      if (draft.id === item.id) await drafts.delete(draft.owner);
    }
  }
  await write.done;
  tellChange("queue");
  return answer;
}

/** What is in the book, or given up, and old enough to be forgotten here. */
function outdated(items: readonly QueueItem[], nowMs: number): QueueItem[] {
  const done = items.filter((item) => !isUnsent(item)).sort(bySavedTime);
  const tooMany = done.length - SENT_KEPT_MAX;
  return done.filter((item, index) => index < tooMany || item.savedAtMs < nowMs - KEPT_MS);
}

/** All deposits of a bank on this phone, in the order of saving. */
export async function listQueue(bank: string): Promise<QueueItem[]> {
  const store = await openPhoneStore();
  return (await store.getAllFromIndex("queue", "bank", bank)).sort(bySavedTime);
}

/** Changes one deposit as it is now, not as a page remembers it. */
export async function changeItem(
  id: string,
  change: (item: QueueItem) => QueueItem,
): Promise<QueueItem | null> {
  const store = await openPhoneStore();
  const write = store.transaction("queue", "readwrite", ON_DISK);
  const item = await write.store.get(id);
  const changed = item === undefined ? null : change(item);
  if (changed !== null && changed !== item) await write.store.put(changed);
  await write.done;
  if (changed !== item) tellChange("queue");
  return changed;
}

/** Deposits of every bank that still wait on this phone. */
export async function countUnsentOnPhone(): Promise<number> {
  const store = await openPhoneStore();
  return (await store.getAll("queue")).filter(isUnsent).length;
}
