import {
  fields,
  instantMs,
  integer,
  list,
  nullable,
  number,
  oneOf,
  text,
  type Read,
} from "../../edge/parts.ts";

/** Worst first; the contract's order is the other way round. */
export const SEVERITIES = ["critical", "high", "warning"] as const;
export type Severity = (typeof SEVERITIES)[number];
export const ALERT_STATES = ["open", "acknowledged", "resolved"] as const;
export type AlertState = (typeof ALERT_STATES)[number];

export const personPart = fields({ id: text, name: text });

const alertShape = {
  id: text,
  rule: text,
  ruleName: nullable(text),
  severity: oneOf(SEVERITIES),
  state: oneOf(ALERT_STATES),
  site: text,
  siteName: text,
  areaName: text,
  subject: text,
  subjectName: text,
  subjectKind: oneOf(["bin", "air", "scale", "site"]),
  lat: number,
  lon: number,
  value: nullable(number),
  openedAt: instantMs,
  acknowledgedAt: nullable(instantMs),
  acknowledgedBy: nullable(text),
  resolvedAt: nullable(instantMs),
  resolvedBy: nullable(text),
  escalatedAt: nullable(instantMs),
  assignee: nullable(personPart),
  task: nullable(text),
};

/** A row of `GET alerts`; instants in epoch milliseconds. */
export const alertPart = fields(alertShape);
export type AlertRow = Read<typeof alertPart>;

const alertStep = fields({
  step: oneOf(["opened", "acknowledged", "assigned", "escalated", "noted", "resolved"]),
  at: instantMs,
  by: nullable(text),
  note: nullable(text),
  value: nullable(number),
});
export type AlertStep = Read<typeof alertStep>;

/** `GET alerts/{id}`. */
export const alertDetailPart = fields({ ...alertShape, story: list(alertStep) });
export type AlertDetail = Read<typeof alertDetailPart>;

/** `GET alerts/summary`. */
export const alertSummaryPart = fields({
  open: integer,
  acknowledged: integer,
  bySeverity: fields({ critical: integer, high: integer, warning: integer }),
});
export type AlertSummary = Read<typeof alertSummaryPart>;
