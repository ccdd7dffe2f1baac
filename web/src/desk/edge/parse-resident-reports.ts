import {
  fields,
  flag,
  instantMs,
  nullable,
  number,
  oneOf,
  text,
  type Read,
} from "../../edge/parts.ts";

export const REPORT_KINDS = ["full-bin", "burning", "dumping", "broken-bin", "other"] as const;
export type ReportKind = (typeof REPORT_KINDS)[number];
export const REPORT_STATES = ["received", "in-work", "done", "declined"] as const;
export type ReportState = (typeof REPORT_STATES)[number];

/** A row of `GET resident-reports`; instants in epoch milliseconds. */
export const residentReportPart = fields({
  id: text,
  kind: oneOf(REPORT_KINDS),
  state: oneOf(REPORT_STATES),
  note: text,
  place: text,
  lat: nullable(number),
  lon: nullable(number),
  device: nullable(text),
  hasPhoto: flag,
  seenAt: instantMs,
  receivedAt: instantMs,
  endedAt: nullable(instantMs),
  answer: nullable(text),
  areaName: nullable(text),
  site: nullable(text),
  deviceName: nullable(text),
  task: nullable(text),
});
export type ReportRow = Read<typeof residentReportPart>;
