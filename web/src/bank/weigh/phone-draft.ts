import { tellChange } from "../phone-changes.ts";
import { openPhoneStore } from "../phone-store.ts";
import { ownerOf, type Draft } from "./draft.ts";

/** The deposit this person was weighing; undefined when there was none. */
export async function readDraft(bank: string, username: string): Promise<Draft | undefined> {
  const store = await openPhoneStore();
  return store.get("drafts", ownerOf(bank, username));
}

/** Keeps a deposit that is being weighed, unless it was saved meanwhile. */
export async function keepDraft(draft: Draft): Promise<void> {
  const store = await openPhoneStore();
  const write = store.transaction(["drafts", "queue"], "readwrite");
  const isSaved = (await write.objectStore("queue").getKey(draft.id)) !== undefined;
  if (!isSaved) await write.objectStore("drafts").put(draft);
  await write.done;
  tellChange("draft");
}

export async function dropDraft(draft: Draft): Promise<void> {
  const store = await openPhoneStore();
  await store.delete("drafts", draft.owner);
  tellChange("draft");
}
