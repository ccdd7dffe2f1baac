import { openPhoneStore } from "../phone-store.ts";
import { tellChange } from "../phone-changes.ts";
import type { KeptDesk } from "./desk.ts";

/** The desk as this person fetched it last; null when there is none for them on this phone. */
export async function readKeptDesk(bank: string, username: string): Promise<KeptDesk | null> {
  const store = await openPhoneStore();
  const kept = await store.get("desks", bank);
  return kept?.username === username ? kept : null;
}

/** Keeps a desk, and forgets those that somebody else had fetched. */
export async function keepDesk(kept: KeptDesk): Promise<void> {
  const store = await openPhoneStore();
  const write = store.transaction("desks", "readwrite");
  for (const other of await write.store.getAll()) {
    if (other.username !== kept.username) await write.store.delete(other.bank);
  }
  await write.store.put(kept);
  await write.done;
  tellChange("desk");
}

/** Forgets what this phone keeps of every desk; saved deposits and unfinished ones stay. */
export async function forgetDesks(): Promise<void> {
  const store = await openPhoneStore();
  await store.clear("desks");
  tellChange("desk");
}
