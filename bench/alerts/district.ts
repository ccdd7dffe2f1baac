import { parseFleet, type Fleet } from "@resik/firmware-sim/fleet";

/** Of 60 devices: 36 bins, 16 air stations, 8 scales. */
const BIN_SHARE = 0.6;
const AIR_SHARE = 16 / 60;
/** A site has about so many devices. */
const DEVICES_PER_SITE = 8;
/** Low-cost heads that measure every two minutes last longest (domain.md 4.5). */
const AIR_INTERVAL_S = 120;

/** A district with its devices spread over its sites. */
export function makeDistrict({ devices, seed }: { devices: number; seed: string }): Fleet {
  const bins = Math.round(devices * BIN_SHARE);
  const airs = Math.round(devices * AIR_SHARE);
  const sites = Math.max(1, Math.round(devices / DEVICES_PER_SITE));
  const some = (kind: string, count: number, extra: object = {}) =>
    Array.from({ length: Math.max(0, count) }, (_, index) => ({
      id: `${kind}-${String(index + 1).padStart(2, "0")}`,
      site: `tps-${String((index % sites) + 1).padStart(2, "0")}`,
      kind,
      // Nobody connects: the fleet is played without a network.
      password: `${kind} ${index}`,
      ...extra,
    }));
  const parsed = parseFleet({
    seed,
    scenario: "desk",
    brokerUrl: "mqtt://127.0.0.1:1883",
    devices: [
      ...some("bin", bins),
      ...some("air", airs, { intervalS: AIR_INTERVAL_S }),
      ...some("scale", devices - bins - airs),
    ],
  });
  if (!parsed.ok) throw new Error(parsed.detail);
  return parsed.value;
}
