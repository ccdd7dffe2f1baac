import { z } from "zod";
import { ALERT_SEVERITIES, ALERT_STATES } from "../alert-rule.ts";
import { siteIdSchema } from "../slug.ts";
import { pageQueryShape } from "./page.ts";
import { instantSchema } from "./readings.ts";

export const alertSeveritySchema = z.enum(ALERT_SEVERITIES);
export const alertStateSchema = z.enum(ALERT_STATES);
export const alertIdSchema = z.string().regex(/^[a-z0-9]{4,40}$/);

/** `GET alerts`. */
export const alertViewSchema = z.object({
  id: alertIdSchema,
  /** Id of the rule that raised it. */
  rule: z.string(),
  severity: alertSeveritySchema,
  state: alertStateSchema,
  site: siteIdSchema,
  /** The device that it is about, or the site where it is about many of its devices. */
  subject: z.string(),
  /** What was measured when it last changed, in the unit of its rule; null where nothing was. */
  value: z.number().nullable(),
  openedAt: instantSchema,
  acknowledgedAt: instantSchema.nullable(),
  resolvedAt: instantSchema.nullable(),
});
export type AlertView = z.infer<typeof alertViewSchema>;

export const alertListQuerySchema = z.object({
  ...pageQueryShape,
  state: alertStateSchema.optional(),
  site: siteIdSchema.optional(),
});

export const alertParamsSchema = z.object({ id: alertIdSchema });
