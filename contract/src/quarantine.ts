import { z } from "zod";

/** Why a message did not become a reading. The list is closed. */
export const QUARANTINE_REASONS = [
  "not-json",
  "schema",
  "out-of-bounds",
  "clock-skew",
  "unknown-channel",
  "too-large",
  "store-rejected",
] as const;

export const quarantineReasonSchema = z.enum(QUARANTINE_REASONS);
export type QuarantineReason = z.infer<typeof quarantineReasonSchema>;
