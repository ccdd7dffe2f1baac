import { z } from "zod";
import { ALERT_SEVERITIES, ALERT_STATES } from "../alert-rule.ts";
import { siteIdSchema } from "../slug.ts";
import { pageQueryShape } from "./page.ts";
import { instantSchema } from "./readings.ts";

export const alertSeveritySchema = z.enum(ALERT_SEVERITIES);
export const alertStateSchema = z.enum(ALERT_STATES);
export const alertIdSchema = z.string().regex(/^[a-z0-9]{4,40}$/);

/** A member of staff, by the name that colleagues know. */
export const personRefSchema = z.object({ id: z.string(), name: z.string() });
export type PersonRef = z.infer<typeof personRefSchema>;

/** `GET alerts`. */
export const alertViewSchema = z.object({
  id: alertIdSchema,
  /** Id of the rule that raised it. */
  rule: z.string(),
  /** The name somebody gave the rule; null for those that came with the program. */
  ruleName: z.string().nullable(),
  severity: alertSeveritySchema,
  state: alertStateSchema,
  site: siteIdSchema,
  siteName: z.string(),
  areaName: z.string(),
  /** The device that it is about, or the site where it is about many of its devices. */
  subject: z.string(),
  subjectName: z.string(),
  subjectKind: z.enum(["bin", "air", "scale", "site"]),
  lat: z.number(),
  lon: z.number(),
  /** What was measured when it last changed, in the unit of its rule; null where nothing was. */
  value: z.number().nullable(),
  openedAt: instantSchema,
  acknowledgedAt: instantSchema.nullable(),
  acknowledgedBy: z.string().nullable(),
  resolvedAt: instantSchema.nullable(),
  /** Null when the readings ended it; the name of whoever ended it by hand. */
  resolvedBy: z.string().nullable(),
  escalatedAt: instantSchema.nullable(),
  assignee: personRefSchema.nullable(),
  /** The task that was made of it and is not over; null without one. */
  task: z.string().nullable(),
});
export type AlertView = z.infer<typeof alertViewSchema>;

export const alertListQuerySchema = z.object({
  ...pageQueryShape,
  state: alertStateSchema.optional(),
  /** `true`: open and acknowledged ones alone. */
  unresolved: z.enum(["true", "false"]).default("false"),
  severity: alertSeveritySchema.optional(),
  rule: z.string().max(40).optional(),
  site: siteIdSchema.optional(),
  /** A device or a site. */
  subject: z.string().max(80).optional(),
});

export const alertParamsSchema = z.object({ id: alertIdSchema });

export const ALERT_STEPS = [
  "opened",
  "acknowledged",
  "assigned",
  "escalated",
  "noted",
  "resolved",
] as const;
export type AlertStep = (typeof ALERT_STEPS)[number];

/**
 * Steps in the story of an alert; above it people write no more into it. What the program does, a
 * task's hand-over, its first acknowledgement and its end are still written.
 */
export const ALERT_STEPS_MAX = 200;

/** `GET alerts/{id}`: with its story, oldest first; of a longer one its newest steps. */
export const alertDetailSchema = alertViewSchema.extend({
  story: z.array(
    z.object({
      step: z.enum(ALERT_STEPS),
      at: instantSchema,
      /** Null for what the program did by itself. */
      by: z.string().nullable(),
      note: z.string().nullable(),
      value: z.number().nullable(),
    }),
  ),
});
export type AlertDetail = z.infer<typeof alertDetailSchema>;

const noteSchema = z.string().trim().min(1).max(500);

/** `POST alerts/{id}/acknowledge`. */
export const acknowledgeRequestSchema = z.strictObject({ note: noteSchema.optional() });
/** `POST alerts/{id}/assign`: to a member of staff, or to nobody. */
export const assignRequestSchema = z.strictObject({ assignee: z.string().max(64).nullable() });
/** `POST alerts/{id}/note`. */
export const noteRequestSchema = z.strictObject({ note: noteSchema });
/**
 * `POST alerts/{id}/resolve`: by hand, with the reason. While the cause goes on the rule stays
 * quiet about this subject until it was clear once.
 */
export const resolveRequestSchema = z.strictObject({ note: noteSchema });

/** `GET alerts/summary`: what needs attention now. */
export const alertSummarySchema = z.object({
  open: z.int(),
  acknowledged: z.int(),
  bySeverity: z.record(alertSeveritySchema, z.int()),
});
export type AlertSummary = z.infer<typeof alertSummarySchema>;
