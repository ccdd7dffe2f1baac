import type {
  ResidentReportKind,
  ResidentReportState,
} from "@resik/contract/http/resident-reports";
import {
  answerOf,
  fields,
  flag,
  instantMs,
  list,
  nullable,
  oneOf,
  text,
} from "../../edge/parts.ts";

/** Every kind of the contract, in the order in which the form shows them. */
export const REPORT_KINDS = [
  "full-bin",
  "burning",
  "dumping",
  "broken-bin",
  "other",
] as const satisfies readonly ResidentReportKind[];
const STATES = [
  "received",
  "in-work",
  "done",
  "declined",
] as const satisfies readonly ResidentReportState[];

const report = fields({
  id: text,
  kind: oneOf(REPORT_KINDS),
  state: oneOf(STATES),
  note: text,
  place: text,
  hasPhoto: flag,
  seenAt: instantMs,
  answer: nullable(text),
});

/** Reads the answer of `GET me/reports`; null when it is none. */
export const parseMyReports = answerOf(fields({ reports: list(report) }));
export type MyReportList = NonNullable<ReturnType<typeof parseMyReports>>;
export type MyReport = MyReportList["reports"][number];
