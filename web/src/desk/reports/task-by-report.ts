import type { ReportKind } from "../edge/parse-resident-reports.ts";
import type { TaskKind } from "../edge/parse-tasks.ts";

/** What is usually to be done about a resident's report. */
export const TASK_BY_REPORT: Record<ReportKind, TaskKind> = {
  "full-bin": "empty-bin",
  burning: "check-burning",
  dumping: "clean-up",
  "broken-bin": "inspect-device",
  other: "other",
};
