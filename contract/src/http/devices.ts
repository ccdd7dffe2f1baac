import { z } from "zod";
import { COMMANDS, replySchema } from "../payload/downlink.ts";
import { deviceIdSchema, siteIdSchema } from "../slug.ts";
import { pageQueryShape } from "./page.ts";
import { instantSchema, readingViewSchema } from "./readings.ts";
import { deviceKindSchema, deviceSchema } from "./registry.ts";
import { quarantineReasonSchema } from "../quarantine.ts";

/** `silent`: nothing came for three intervals; `never`: nothing ever came. */
export const PRESENCES = ["online", "offline", "silent", "never"] as const;
export const presenceSchema = z.enum(PRESENCES);
export type Presence = z.infer<typeof presenceSchema>;

/** `GET devices` and `GET devices/{id}`: a device with what is known of it now. */
export const deviceViewSchema = deviceSchema.extend({
  siteName: z.string(),
  presence: presenceSchema,
  /** When the last message of any kind came; null when none ever did. */
  lastSeenAt: instantSchema.nullable(),
});
export type DeviceView = z.infer<typeof deviceViewSchema>;

/** `GET sites`. */
export const siteListQuerySchema = z.object(pageQueryShape);

/** `GET devices`. */
export const deviceListQuerySchema = z.object({
  ...pageQueryShape,
  site: siteIdSchema.optional(),
  kind: deviceKindSchema.optional(),
  /** Retired devices are left out unless this is `true`. */
  retired: z.enum(["true", "false"]).default("false"),
});

/** `GET devices/{id}/status`. */
export const deviceStatusSchema = z.object({
  device: deviceIdSchema,
  presence: presenceSchema,
  /** When the last message of any kind came; null when none ever did. */
  lastSeenAt: instantSchema.nullable(),
  /** The device's own last word on itself; null when it never spoke. */
  status: readingViewSchema.nullable(),
});
export type DeviceStatus = z.infer<typeof deviceStatusSchema>;

/** `POST devices/{id}/command`; the api draws the command's id. */
export const commandRequestSchema = z.strictObject({ name: z.enum(COMMANDS) });
export const commandAnswerSchema = z.object({ reply: replySchema });

/** `GET quarantine`. */
export const quarantineListQuerySchema = z.object({
  ...pageQueryShape,
  reason: quarantineReasonSchema.optional(),
});
