import { readFileSync } from "node:fs";
import { fail, ok, type Result } from "@resik/contract/error-code";
import { deviceIdSchema, siteIdSchema } from "@resik/contract/slug";
import { z } from "zod";
import { SCENARIO_NAMES } from "./scenario.ts";

/** Devices of one fleet file; the file is refused above it. */
export const FLEET_DEVICES_MAX = 100_000;

export const DEVICE_KINDS = ["bin", "air", "scale"] as const;
export type DeviceKind = (typeof DEVICE_KINDS)[number];

export const deviceSpecSchema = z.strictObject({
  id: deviceIdSchema,
  site: siteIdSchema,
  kind: z.enum(DEVICE_KINDS),
  /** The device's secret for MQTT; its user name is its id. */
  password: z.string().min(1).max(1_024),
  lat: z.number().min(-90).max(90).optional(),
  lon: z.number().min(-180).max(180).optional(),
  /** Seconds between two readings; absent: 1,200 for a bin, 60 to 120 for an air station. */
  intervalS: z.int().min(1).max(86_400).optional(),
  /** Bins: distance from the sensor to the floor. Absent: drawn in 900 to 1,500. */
  binDepthMm: z.int().min(400).max(10_000).optional(),
  /** Bins: days from empty to full. Absent: drawn in 1 to 7. */
  daysToFull: z.number().min(0.1).max(60).optional(),
  /** Air: a reference station with gas columns instead of a low-cost one. */
  reference: z.boolean().optional(),
  /** Scales: weekdays with a weighing morning, 0 is Sunday. Absent: one or two are drawn. */
  weighingDays: z.array(z.int().min(0).max(6)).min(1).max(7).optional(),
  /** Scales: from this instant on something is put on it every half a minute, day and night. */
  busyFrom: z.iso.datetime().optional(),
  /** Absent: as the scenario draws it. `epoch` runs from 1970, `ahead` is a day fast. */
  clock: z.enum(["right", "unset", "epoch", "ahead"]).optional(),
});
export type DeviceSpec = z.infer<typeof deviceSpecSchema>;

export const fleetSchema = z.strictObject({
  /** One seed replays the whole fleet. */
  seed: z.string().min(1).max(100),
  scenario: z.enum(SCENARIO_NAMES).default("demo"),
  /** `mqtt://host:port` or `mqtts://host:port`. */
  brokerUrl: z.url({ protocol: /^mqtts?$/ }),
  /**
   * Where the simulated world begins. A backfill and a live run of the same file with the same
   * origin tell one story without a jump. Absent: the world begins with each run.
   */
  origin: z.iso.datetime().optional(),
  devices: z.array(deviceSpecSchema).min(1).max(FLEET_DEVICES_MAX),
});
export type Fleet = z.infer<typeof fleetSchema>;

/** Checks a fleet; `invalid-input` names the first wrong place, never a password. */
export function parseFleet(input: unknown): Result<Fleet, "invalid-input"> {
  const parsed = fleetSchema.safeParse(input);
  if (!parsed.success) {
    const issue = parsed.error.issues[0];
    return fail("invalid-input", `${issue?.path.join(".") ?? ""}: ${issue?.message ?? "invalid"}`);
  }
  const ids = new Set(parsed.data.devices.map((device) => device.id));
  if (ids.size !== parsed.data.devices.length) {
    return fail("invalid-input", "devices: two devices have the same id");
  }
  return ok(parsed.data);
}

/** Reads a fleet file (JSON). `not-found` when it cannot be read. */
export function readFleetFile(path: string): Result<Fleet, "invalid-input" | "not-found"> {
  let text: string;
  try {
    text = readFileSync(path, "utf8");
  } catch (error) {
    return fail("not-found", error instanceof Error ? error.message : String(error));
  }
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    return fail("invalid-input", "the file is not JSON");
  }
  return parseFleet(json);
}
