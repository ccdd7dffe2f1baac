import { z } from "zod";
import { FIGURE_IDS } from "../figure.ts";
import { deviceIdSchema } from "../slug.ts";
import { instantSchema } from "./readings.ts";

export const HEALTH_FAULTS = [
  "silent",
  "offline",
  "stuck",
  "zero",
  "no-echo",
  "wall-echo",
  "stuck-near",
  "tilted",
  "out-of-family",
  "drifting",
  "battery-low",
  "battery-soon",
  "tera-expired",
  "tera-soon",
] as const;
export type HealthFault = (typeof HEALTH_FAULTS)[number];

/** `GET devices/{id}/health`, `GET device-health`: what is wrong with a device, if anything is. */
export const deviceHealthSchema = z.object({
  device: deviceIdSchema,
  judgedAt: instantSchema.nullable(),
  /** Worst first; empty for a healthy device. */
  faults: z.array(z.enum(HEALTH_FAULTS)),
  /** What rules ask of it now; one that nothing is known of is absent. */
  figures: z.partialRecord(z.enum(FIGURE_IDS), z.number()),
  batteryEmptyAt: instantSchema.nullable(),
});
export type DeviceHealth = z.infer<typeof deviceHealthSchema>;
export const deviceHealthListSchema = z.object({ devices: z.array(deviceHealthSchema) });
