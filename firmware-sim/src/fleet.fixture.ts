import { parseFleet, type Fleet } from "./fleet.ts";

export interface FleetShape {
  bins?: number;
  airs?: number;
  scales?: number;
  seed?: string;
  scenario?: string;
  brokerUrl?: string;
  origin?: string;
}

/** A fleet for tests: the first air station is a reference one. */
export function makeFleet(shape: FleetShape): Fleet {
  const { bins = 0, airs = 0, scales = 0, ...rest } = shape;
  const some = (kind: string, count: number, extra: (index: number) => object = () => ({})) =>
    Array.from({ length: count }, (_, index) => ({
      id: `${kind}-${index}`,
      site: "bs-pati",
      kind,
      password: `secret of ${kind} ${index}`,
      ...extra(index),
    }));
  const parsed = parseFleet({
    seed: "test",
    scenario: "calm",
    brokerUrl: "mqtt://127.0.0.1:1883",
    ...rest,
    devices: [
      ...some("bin", bins),
      ...some("air", airs, (index) => ({ reference: index === 0 })),
      ...some("scale", scales),
    ],
  });
  if (!parsed.ok) throw new Error(parsed.detail);
  return parsed.value;
}
