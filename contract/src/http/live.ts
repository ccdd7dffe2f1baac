import { z } from "zod";
import { alertIdSchema, alertSeveritySchema, alertStateSchema } from "./alerts.ts";
import { weightSchema } from "../payload/downlink.ts";
import { deviceIdSchema, siteIdSchema } from "../slug.ts";
import { instantSchema, readingViewSchema } from "./readings.ts";

/** The events of `GET /api/v1/live` (and of the public `open/live`, which carries `reading` only). */
export const liveEventSchema = z.discriminatedUnion("type", [
  z.object({ type: z.literal("reading"), reading: readingViewSchema }),
  z.object({
    type: z.literal("weight"),
    site: siteIdSchema,
    device: deviceIdSchema,
    at: instantSchema,
    weight: weightSchema,
  }),
  /** The state of an alert changed; what stands in it now is asked for by its id. */
  z.object({
    type: z.literal("alert"),
    site: siteIdSchema,
    at: instantSchema,
    alert: z.object({
      id: alertIdSchema,
      rule: z.string(),
      severity: alertSeveritySchema,
      state: alertStateSchema,
      /** The device that it is about, or the site. */
      subject: z.string(),
    }),
  }),
]);
export type LiveEvent = z.infer<typeof liveEventSchema>;
