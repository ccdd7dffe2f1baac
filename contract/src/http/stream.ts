import { z } from "zod";
import { deviceIdSchema, siteIdSchema } from "../slug.ts";

/** Channels one can watch as they happen. */
export const LIVE_CHANNELS = [
  "bin",
  "air",
  "scale",
  "status",
  "deposit",
  "weight",
  "alert",
] as const;
export type LiveChannel = (typeof LIVE_CHANNELS)[number];

const channelsSchema = z
  .string()
  .max(100)
  .transform((text) => text.split(",").filter((part) => part !== ""))
  .pipe(z.array(z.enum(LIVE_CHANNELS)).min(1).max(LIVE_CHANNELS.length));

/** `GET live` and `GET open/live`: everything one may see, unless narrowed. */
export const liveQuerySchema = z.object({
  site: siteIdSchema.optional(),
  device: deviceIdSchema.optional(),
  /** Comma separated. */
  channels: channelsSchema.optional(),
});
