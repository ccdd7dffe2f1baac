import { tellChange } from "../../bank/phone-changes.ts";
import { bySavedTime, isAbandoned, type ReportItem } from "./report-item.ts";
import { openReportStore } from "./report-store.ts";
import { rememberWaiting } from "./waiting-sign.ts";

/** Reports that one resident may have waiting on a phone; one more is not taken. */
export const WAITING_MAX = 10;
/** A report is on the disk before anybody is told that it is saved. */
const ON_DISK = { durability: "strict" } as const;

/** Writes a report down; it is sent by itself from then on. */
export async function saveReport(item: ReportItem): Promise<"saved" | "full"> {
  const store = await openReportStore();
  const write = store.transaction("reports", "readwrite", ON_DISK);
  const waiting = await write.store.index("owner").count(item.owner);
  if (waiting < WAITING_MAX) await write.store.put(item);
  await write.done;
  if (waiting >= WAITING_MAX) return "full";
  rememberWaiting(true);
  tellChange("report");
  return "saved";
}

/** What a member wrote on this phone and is not sent yet, in the order of writing. */
export async function listReports(owner: string): Promise<ReportItem[]> {
  await dropAbandoned(owner);
  const store = await openReportStore();
  return (await store.getAllFromIndex("reports", "owner", owner)).sort(bySavedTime);
}

let isLookedThrough = false;

/** Photo and place of somebody who never comes back do not stay for ever; looked at once a visit. */
async function dropAbandoned(owner: string): Promise<void> {
  if (isLookedThrough) return;
  isLookedThrough = true;
  const store = await openReportStore();
  const write = store.transaction("reports", "readwrite", ON_DISK);
  for (const item of await write.store.getAll()) {
    if (isAbandoned(item, owner, Date.now())) await write.store.delete(item.id);
  }
  const left = await write.store.count();
  await write.done;
  rememberWaiting(left > 0);
}

/** Takes everything off this phone that a member wrote and that is not sent. */
export async function forgetReports(owner: string): Promise<void> {
  const store = await openReportStore();
  const write = store.transaction("reports", "readwrite", ON_DISK);
  for (const id of await write.store.index("owner").getAllKeys(owner)) await write.store.delete(id);
  const left = await write.store.count();
  await write.done;
  rememberWaiting(left > 0);
  tellChange("report");
}

/** Changes a report as it is now, not as a page remembers it; null takes it off the phone. */
export async function changeReport(
  id: string,
  change: (item: ReportItem) => ReportItem | null,
): Promise<void> {
  const store = await openReportStore();
  const write = store.transaction("reports", "readwrite", ON_DISK);
  const item = await write.store.get(id);
  const changed = item === undefined ? undefined : change(item);
  if (changed === null) await write.store.delete(id);
  else if (changed !== undefined && changed !== item) await write.store.put(changed);
  const left = await write.store.count();
  await write.done;
  if (changed === undefined || changed === item) return;
  rememberWaiting(left > 0);
  tellChange("report");
}
