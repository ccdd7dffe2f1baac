import { runLoad, type LoadReport } from "@resik/firmware-sim/load";
import type { DeviceSpec } from "@resik/firmware-sim/fleet";
import { createMemoryTruth, type MemoryTruth } from "@resik/firmware-sim/truth-memory";
import { systemClock } from "@resik/kit/clock";
import { createSeed } from "@resik/kit/random";
import type { Verdict } from "@resik/firmware-sim/judge";
import { judgeStore } from "../rig/court.ts";
import { rssMbOf } from "../rig/machine.ts";
import type { StoreName } from "../rig/store.ts";
import { PROGRAMS, startSystem } from "../rig/system.ts";
import { waitFor } from "../rig/wait.ts";
import type { Reference } from "./reference.ts";

export interface SideOptions {
  connections: number;
  messages: number;
  payloadBytes: number;
  inFlight: number;
}

export interface SideResult {
  ackedPerS: number;
  /** At the end of the path: got by the subscriber, or stored. */
  endPerS: number;
  load: LoadReport;
}

export interface DurableResult extends SideResult {
  verdict: Verdict;
  rssMb: Record<string, number>;
}

const END_TIMEOUT_MS = 120_000;
const END_POLL_MS = 20;

/** Runs the load and waits until everything has come out at the end of the path. */
async function measure(
  url: string,
  devices: readonly DeviceSpec[],
  options: SideOptions,
  arrived: () => Promise<number>,
  truth?: MemoryTruth,
): Promise<SideResult> {
  let restMs = 0;
  const result = await runLoad({
    url,
    devices,
    clock: systemClock,
    seed: createSeed(),
    ...options,
    ...(truth ? { truth } : {}),
    async onDrained() {
      restMs = await waitFor(
        "everything has arrived",
        END_TIMEOUT_MS,
        async () => (await arrived()) >= options.messages,
        END_POLL_MS,
      );
    },
  });
  if (!result.ok) throw new Error(`${result.code}: ${result.detail}`);
  const load = result.value;
  if (!load.complete) throw new Error(`only ${load.acked} of ${options.messages} acknowledged`);
  return {
    ackedPerS: load.ackedPerS,
    endPerS: load.acked / (load.elapsedS + restMs / 1_000),
    load,
  };
}

export async function measureReference(
  reference: Reference,
  options: SideOptions,
): Promise<SideResult> {
  const devices = Array.from({ length: options.connections }, (_, index) => anonymous(index));
  try {
    return await measure(reference.url, devices, options, () => reference.delivered());
  } finally {
    await reference.stop();
  }
}

export async function measureDurable(
  options: SideOptions,
  store: StoreName,
): Promise<DurableResult> {
  const system = await startSystem({ store });
  try {
    const devices = await system.register(options.connections);
    const truth = createMemoryTruth();
    const stored = async (): Promise<number> => {
      const all = (await system.metric("ingest", "ingest_readings_stored_total")) ?? 0;
      // What our own programs say passes through the same inbox. Asked for after the sum, so that
      // none of it is ever taken for a device's reading.
      return all - ((await system.metric("ingest", "ingest_service_readings_total")) ?? 0);
    };
    const side = await measure(system.mqttUrl, devices, options, stored, truth);
    const rssMb = Object.fromEntries(
      PROGRAMS.map((name) => [name, rssMbOf(system.running(name)?.pid ?? -1) ?? 0]),
    );
    return { ...side, rssMb, verdict: await judgeStore(truth, system) };
  } finally {
    await system.stop();
  }
}

/** A reference broker asks nobody; the name is enough. */
const anonymous = (index: number): DeviceSpec =>
  ({
    id: `bench-${String(index).padStart(5, "0")}`,
    site: "bench-site",
    kind: "bin",
    password: "anonymous",
  }) as DeviceSpec;
