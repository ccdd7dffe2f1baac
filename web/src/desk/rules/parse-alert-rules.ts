import {
  answerOf,
  day,
  fields,
  flag,
  instant,
  integer,
  list,
  nullable,
  oneOf,
  pageOf,
  text,
  type Read,
} from "../../edge/parts.ts";
import { conditionPart } from "../edge/parse-rules.ts";
import { SEVERITIES } from "../edge/parse-alerts.ts";

// The contract's own list would bring its schemas along.
export const KINDS = ["bin", "air", "scale"] as const;

const schedule = fields({ days: list(integer), fromMinute: integer, toMinute: integer });

const rule = fields({
  id: text,
  name: nullable(text),
  severity: oneOf(SEVERITIES),
  kinds: list(oneOf(KINDS)),
  sites: list(text),
  durationS: integer,
  schedule: nullable(schedule),
  escalateAfterMin: integer,
  enabled: flag,
  condition: conditionPart,
  isBuiltIn: flag,
  isChanged: flag,
  version: integer,
  changedAt: nullable(instant),
  openAlerts: integer,
});
export type RuleView = Read<typeof rule>;

/** Reads the answer of `PUT alert-rules/{id}`; null when it is not one. */
export const parseRule = answerOf(rule);
/** Reads the answer of `GET alert-rules`; null when it is not one. */
export const parseRuleList = answerOf(fields({ rules: list(rule) }));

const preview = fields({
  fromAt: instant,
  toAt: instant,
  devices: integer,
  devicesLeftOut: integer,
  firings: integer,
  byDay: list(fields({ day, firings: integer })),
  bySubject: list(fields({ subject: text, name: text, firings: integer, openMinutes: integer })),
});
export type Preview = Read<typeof preview>;

/** Reads the answer of `POST alert-rules/preview`; null when it is not one. */
export const parsePreview = answerOf(preview);

const mute = fields({
  id: text,
  rule: nullable(text),
  site: nullable(text),
  device: nullable(text),
  fromAt: instant,
  until: instant,
  reason: text,
  by: text,
});
export type MuteView = Read<typeof mute>;

/** Reads the answer of `GET alert-mutes`; null when it is not one. */
export const parseMutes = answerOf(fields({ mutes: list(mute) }));

/** Reads the answer of `GET sites` as far as a choice needs it; null when it is not one. */
export const parseSiteChoices = answerOf(pageOf(fields({ id: text, name: text })));
