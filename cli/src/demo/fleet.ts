import { writeFileSync } from "node:fs";
import type { DeviceCredentials, DeviceKind } from "@resik/contract/http/registry";
import { parseFleet, type Fleet } from "@resik/firmware-sim/fleet";
import { CommandError } from "../context.ts";
import { REFERENCE_STATION_AREAS } from "./places.ts";

/**
 * Seconds between two readings of the history: enough for every chart, few enough that a month is
 * written in seconds. Live intervals come to the devices as their `config`, as in the field.
 */
export const HISTORY_INTERVAL_S = {
  bin: 1_800,
  air: 600,
  scale: 600,
} as const satisfies Record<DeviceKind, number>;

export interface FleetInput {
  seed: string;
  brokerUrl: string;
  /** Where the history begins and the live run takes up, epoch milliseconds. */
  originMs: number;
  credentials: readonly DeviceCredentials[];
  /** From when on the scale of this site is never at rest: for whoever tries the weighing screen. */
  busy: { site: string; fromMs: number };
}

/** The simulated devices of the district, with the secrets they were registered with. */
export function buildFleet({ seed, brokerUrl, originMs, credentials, busy }: FleetInput): Fleet {
  const references = new Set(REFERENCE_STATION_AREAS.map((area) => `udara-${area.toLowerCase()}`));
  const fleet = parseFleet({
    seed,
    scenario: "demo",
    brokerUrl,
    origin: new Date(originMs).toISOString(),
    devices: credentials.map(({ device, mqtt }) => ({
      id: device.id,
      site: device.site,
      kind: device.kind,
      password: mqtt.password,
      lat: device.lat,
      lon: device.lon,
      intervalS: HISTORY_INTERVAL_S[device.kind],
      // An unset clock cannot date a history; whoever wants those takes the scenario for them.
      clock: "right",
      ...(device.config.binDepthMm === undefined ? {} : { binDepthMm: device.config.binDepthMm }),
      ...(device.kind === "scale" && device.site === busy.site
        ? { busyFrom: new Date(busy.fromMs).toISOString() }
        : {}),
      ...(references.has(device.id) ? { reference: true } : {}),
    })),
  });
  if (!fleet.ok) throw new CommandError(`The demo fleet is not right: ${fleet.detail}.`);
  return fleet.value;
}

/** It holds the devices' secrets: for its owner's eyes only. */
export const writeFleetFile = (path: string, fleet: Fleet): void =>
  writeFileSync(path, `${JSON.stringify(fleet, null, 2)}\n`, { mode: 0o600 });
