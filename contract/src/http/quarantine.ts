import { z } from "zod";
import { quarantineReasonSchema } from "../quarantine.ts";
import { instantSchema } from "./readings.ts";

export const quarantineRowSchema = z.object({
  id: z.string(),
  topic: z.string(),
  reason: quarantineReasonSchema,
  detail: z.string(),
  receivedAt: instantSchema,
  bytes: z.int(),
  /** When somebody sent it through again; null when nobody did. */
  replayedAt: instantSchema.nullable(),
});
export type QuarantineRow = z.infer<typeof quarantineRowSchema>;

export const quarantinePageSchema = z.object({
  rows: z.array(quarantineRowSchema),
  /** Pass as `cursor` for the next page; null at the end. */
  next: z.string().nullable(),
});

/** One message with its bytes: base64 always, text when it is UTF-8. */
export const quarantineDetailSchema = quarantineRowSchema.extend({
  payloadBase64: z.string(),
  payloadText: z.string().nullable(),
});
