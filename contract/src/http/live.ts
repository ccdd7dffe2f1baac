import { z } from "zod";
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
]);
export type LiveEvent = z.infer<typeof liveEventSchema>;
