import {
  fields,
  instantMs,
  list,
  nullable,
  number,
  oneOf,
  recordOf,
  text,
  type Read,
} from "../../edge/parts.ts";

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

/** A device of `GET device-health`; instants in epoch milliseconds. */
export const deviceHealthPart = fields({
  device: text,
  judgedAt: nullable(instantMs),
  faults: list(oneOf(HEALTH_FAULTS)),
  figures: recordOf(number),
  batteryEmptyAt: nullable(instantMs),
});
export type DeviceHealthRow = Read<typeof deviceHealthPart>;

/** `GET device-health`. */
export const deviceHealthListPart = fields({ devices: list(deviceHealthPart) });
