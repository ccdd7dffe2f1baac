import { openDB, type DBSchema, type IDBPDatabase } from "idb";
import type { ReportItem } from "../me/report/report-item.ts";
import type { KeptDesk } from "./desk/desk.ts";
import type { QueueItem } from "./queue/queue-item.ts";
import type { Draft } from "./weigh/draft.ts";

const NAME = "resik-desk";
const VERSION = 2;

/** What a desk or a resident keeps on the phone; nothing in it lets anybody in. */
interface PhoneSchema extends DBSchema {
  /** By bank. */
  desks: { key: string; value: KeptDesk };
  /** The deposit that somebody is weighing, by bank and person. */
  drafts: { key: string; value: Draft };
  /** Saved deposits by the id of their draft, so that one draft is saved once. */
  queue: { key: string; value: QueueItem; indexes: { bank: string } };
  /** Residents' reports that are not sent yet. */
  reports: { key: string; value: ReportItem; indexes: { owner: string } };
  /** Which tab sends, where the browser has no locks of its own. */
  leases: { key: string; value: { holder: string; untilMs: number } };
}

export type PhoneStore = IDBPDatabase<PhoneSchema>;

let opened: Promise<PhoneStore> | null = null;

/** The store of this browser, opened once. Rejects where storage is forbidden. */
export function openPhoneStore(): Promise<PhoneStore> {
  opened ??= openDB<PhoneSchema>(NAME, VERSION, {
    upgrade(db, oldVersion) {
      if (oldVersion < 1) {
        db.createObjectStore("desks", { keyPath: "bank" });
        db.createObjectStore("drafts", { keyPath: "owner" });
        db.createObjectStore("queue", { keyPath: "id" }).createIndex("bank", "bank");
        db.createObjectStore("leases");
      }
      db.createObjectStore("reports", { keyPath: "id" }).createIndex("owner", "owner");
    },
    // A newer version in another tab waits for this one to let go.
    blocking: (_from, _to, event) => {
      (event.target as IDBDatabase).close();
      opened = null;
    },
    terminated: () => {
      opened = null;
    },
  }).catch((error: unknown) => {
    opened = null;
    throw error;
  });
  return opened;
}
