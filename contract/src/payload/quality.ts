import { z } from "zod";

/**
 * What the device itself says of its measurement. `no-echo` and `blind-zone` carry no level;
 * `warming-up` values are not to be averaged.
 */
export const QUALITIES = [
  "ok",
  "no-echo",
  "blind-zone",
  "tilted",
  "warming-up",
  "sensor-fault",
  "unstable",
  "overload",
] as const;

export const qualitySchema = z.enum(QUALITIES);
export type Quality = z.infer<typeof qualitySchema>;
