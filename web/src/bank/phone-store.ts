import type { DBSchema } from "idb";
import type { KeptDesk } from "./desk/desk.ts";
import { keepOpen } from "./keep-open.ts";
import type { QueueItem } from "./queue/queue-item.ts";
import type { Draft } from "./weigh/draft.ts";

/** What a desk keeps on the phone; nothing in it lets anybody in. */
interface PhoneSchema extends DBSchema {
  /** By bank. */
  desks: { key: string; value: KeptDesk };
  /** The deposit that somebody is weighing, by bank and person. */
  drafts: { key: string; value: Draft };
  /** Saved deposits by the id of their draft, so that one draft is saved once. */
  queue: { key: string; value: QueueItem; indexes: { bank: string } };
  /** Which tab sends, where the browser has no locks of its own. */
  leases: { key: string; value: { holder: string; untilMs: number } };
}

/**
 * The store of this browser's desks. Its version stays what it is: pages of an older version, which
 * a phone without a network opens from its cache, or after the server went back to it, cannot open
 * a newer store, and then reach no deposit. What is new gets a store of its own.
 */
export const openPhoneStore = keepOpen<PhoneSchema>({
  name: "resik-desk",
  version: 1,
  upgrade(db) {
    db.createObjectStore("desks", { keyPath: "bank" });
    db.createObjectStore("drafts", { keyPath: "owner" });
    db.createObjectStore("queue", { keyPath: "id" }).createIndex("bank", "bank");
    db.createObjectStore("leases");
  },
});
