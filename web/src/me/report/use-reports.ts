import { useSending, type Sending } from "../../bank/queue/use-sending.ts";
import type { ReportItem } from "./report-item.ts";
import { listReports } from "./report-queue.ts";
import { reportWork } from "./report-work.ts";

/** What a member wrote on this phone; it is being sent as long as a page that shows it is open. */
export const useReports = (owner: string): Sending<ReportItem> =>
  useSending(`reports ${owner}`, {
    work: () => reportWork(owner),
    list: () => listReports(owner),
  });
