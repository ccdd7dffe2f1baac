import { z } from "zod";

/** Desired state of a device, retained on its `config` topic. Absent keys leave the default. */
export const deviceConfigSchema = z.strictObject({
  /** Seconds between two readings. */
  intervalS: z.int().min(1).max(86_400).optional(),
  /** Seconds between two readings of a bin that is nearly full. */
  nearFullIntervalS: z.int().min(1).max(86_400).optional(),
  /** Fill ratio from which `nearFullIntervalS` counts. */
  nearFullRatio: z.number().min(0).max(1).optional(),
  /** Distance from the sensor to the floor of the empty bin. */
  binDepthMm: z.int().min(100).max(10_000).optional(),
  /** Mass taken off every weighing. */
  tareG: z.int().min(0).max(2_000_000).optional(),
  /**
   * The station measures by the regulation's own methods (AQMS), so its ISPU is no mere
   * indication. Somebody has to say so: which gases a device reports does not tell, because
   * cheap gas sensors report them, too. Means nothing to the device itself.
   */
  referenceStation: z.boolean().optional(),
});
export type DeviceConfig = z.infer<typeof deviceConfigSchema>;

export const COMMANDS = ["tare", "identify", "reboot"] as const;

/** One command to a device; the device answers on `reply` with the same id. */
export const commandSchema = z.strictObject({
  id: z.string().regex(/^[A-Za-z0-9_-]{8,40}$/),
  name: z.enum(COMMANDS),
});
export type Command = z.infer<typeof commandSchema>;

export const replySchema = z.strictObject({
  id: z.string().regex(/^[A-Za-z0-9_-]{8,40}$/),
  ok: z.boolean(),
  detail: z.string().max(200).optional(),
});
export type Reply = z.infer<typeof replySchema>;

/** Live weight while a load is on the scale: for eyes only, never stored. */
export const weightSchema = z.strictObject({
  massG: z.int().min(-1_000_000).max(2_000_000),
  stable: z.boolean(),
});
export type Weight = z.infer<typeof weightSchema>;
