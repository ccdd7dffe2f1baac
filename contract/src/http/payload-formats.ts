import { z } from "zod";
import { UPLINK_BYTES_MAX } from "../limits.ts";
import { MAPPED_CHANNELS, payloadFormatSchema } from "../payload/format.ts";
import { qualitySchema } from "../payload/quality.ts";
import { quarantineReasonSchema } from "../quarantine.ts";
import { deviceIdSchema } from "../slug.ts";
import { instantSchema } from "./readings.ts";

/** `GET` and `PUT devices/{id}/format`. */
export const deviceFormatSchema = z.object({
  device: deviceIdSchema,
  format: payloadFormatSchema,
  /** Where the device publishes: `uplink` for a foreign format, else its channels. */
  topic: z.string(),
  /** When it was last changed; null when it never was. */
  changedAt: instantSchema.nullable(),
});
export type DeviceFormat = z.infer<typeof deviceFormatSchema>;

/**
 * `POST devices/{id}/format/preview`: what a payload would become. `format` tries one that is not
 * saved yet; absent: the saved one.
 */
export const formatPreviewRequestSchema = z.strictObject({
  payload: z.string().max(UPLINK_BYTES_MAX),
  format: payloadFormatSchema.optional(),
});

export const previewedReadingSchema = z.object({
  channel: z.enum(MAPPED_CHANNELS),
  /** The device's time; null when the payload has none and the time of receipt counts. */
  sampledAt: instantSchema.nullable(),
  quality: qualitySchema,
  fields: z.record(z.string(), z.union([z.number(), z.string(), z.boolean()])),
});

export const formatPreviewSchema = z.discriminatedUnion("outcome", [
  z.object({ outcome: z.literal("readings"), readings: z.array(previewedReadingSchema) }),
  z.object({
    outcome: z.literal("quarantine"),
    reason: quarantineReasonSchema,
    /** What exactly was wrong, for a person. */
    detail: z.string(),
  }),
]);
export type FormatPreview = z.infer<typeof formatPreviewSchema>;
