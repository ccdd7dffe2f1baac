import type { DBSchema } from "idb";
import { keepOpen } from "../../bank/keep-open.ts";
import type { ReportItem } from "./report-item.ts";

interface ReportSchema extends DBSchema {
  /** Residents' reports that are not sent yet. */
  reports: { key: string; value: ReportItem; indexes: { owner: string } };
}

/** What residents keep on this phone; apart from the desks' deposits, which it must not touch. */
export const openReportStore = keepOpen<ReportSchema>({
  name: "resik-reports",
  version: 1,
  upgrade(db) {
    db.createObjectStore("reports", { keyPath: "id" }).createIndex("owner", "owner");
  },
});
