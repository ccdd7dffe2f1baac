import { runLoad } from "@resik/firmware-sim/load";
import { isClean, type Verdict } from "@resik/firmware-sim/judge";
import { createMemoryTruth } from "@resik/firmware-sim/truth-memory";
import type { DeviceSpec } from "@resik/firmware-sim/fleet";
import { systemClock } from "@resik/kit/clock";
import type { Random } from "@resik/kit/random";
import { judgeStore } from "../rig/court.ts";
import type { Progress } from "../rig/progress.ts";
import type { StoreName } from "../rig/store.ts";
import { startSystem, type System, type SystemOptions } from "../rig/system.ts";
import { waitFor } from "../rig/wait.ts";

export interface FaultContext {
  random: Random;
  progress: Progress;
  /** A shorter run of the same faults, for CI. */
  short: boolean;
  /** Where readings are stored. */
  store: StoreName;
}

/** What one kind of fault did to acknowledged messages, judged by the simulator's record. */
export interface ScenarioResult {
  name: string;
  /** Null when this machine cannot play it; `note` says why. */
  passed: boolean | null;
  note?: string;
  acked?: number;
  stored?: number;
  quarantined?: number;
  lost?: number;
  duplicated?: number;
  unsent?: number;
  mismatched?: number;
  freshMessagePasses?: boolean;
  figures?: Record<string, number | null>;
  examples?: Verdict["examples"];
}

const DEVICES = 20;
const DRAIN_TIMEOUT_MS = 120_000;
const PAYLOAD_BYTES = 150;

/** What a fault found out: whether its own bar was met, and figures for the report. */
export interface Finding {
  passed?: boolean;
  figures: Record<string, number | null>;
}

/** One kind of fault under a steady load. */
export interface Scenario {
  name: string;
  system?: SystemOptions;
  ratePerS: number;
  /** The load goes on for so long; the fault must be over by then. */
  seconds: number;
  /** Plays the fault while the load runs. `spare` is a device that the load does not use. */
  fault(system: System, spare: DeviceSpec): Promise<Finding>;
}

/**
 * Plays a scenario on a system of its own: load, fault, drain, then the judgement by the
 * simulator's record and one fresh message.
 */
export async function play(
  scenario: Scenario,
  { random, store }: Pick<FaultContext, "random" | "store">,
): Promise<ScenarioResult> {
  const system = await startSystem({ ...scenario.system, store });
  try {
    const [spare, ...devices] = await system.register(DEVICES + 1);
    if (!spare) throw new Error("no devices");
    const truth = createMemoryTruth();
    const load = runLoad({
      url: system.mqttUrl,
      devices,
      connections: DEVICES,
      messages: scenario.ratePerS * scenario.seconds,
      ratePerS: scenario.ratePerS,
      payloadBytes: PAYLOAD_BYTES,
      clock: systemClock,
      seed: random.id(8),
      truth,
    });
    const finding = await scenario.fault(system, spare);
    const loaded = await load;
    if (!loaded.ok) throw new Error(`${loaded.code}: ${loaded.detail}`);
    if (!loaded.value.complete) throw new Error("the load was not acknowledged to its end");
    const fresh = await freshMessagePasses(system, spare);
    await drained(system);
    const verdict = await judgeStore(truth, system);
    const { connectionsLost } = loaded.value;
    const figures = { ...finding.figures, connectionsLost };
    return conclude(scenario.name, verdict, fresh, { ...finding, figures });
  } finally {
    await system.stop();
  }
}

const drained = (system: System): Promise<number> =>
  waitFor(
    "the inbox is empty",
    DRAIN_TIMEOUT_MS,
    async () => (await system.metric("broker", "broker_inbox_rows")) === 0,
  );

/** After the faults a new message must go all the way, and soon. */
async function freshMessagePasses(system: System, device: DeviceSpec): Promise<boolean> {
  const truth = createMemoryTruth();
  const result = await runLoad({
    url: system.mqttUrl,
    devices: [device],
    connections: 1,
    messages: 1,
    clock: systemClock,
    seed: `fresh-${systemClock.nowMs()}`,
    truth,
  });
  if (!result.ok || !result.value.complete) return false;
  const [sent] = [...truth.messages()];
  if (!sent) return false;
  const [{ boot }] = sent;
  const url = `${system.httpUrl}/api/v1/readings/latest?channel=bin&device=${device.id}`;
  try {
    await waitFor("the fresh message is shown", 10_000, async () => {
      const headers = { authorization: `Bearer ${system.adminToken}` };
      const response = await fetch(url, { headers });
      return response.ok && (await response.text()).includes(boot);
    });
    return true;
  } catch {
    // It did not come within the time: that is the finding.
    return false;
  }
}

function conclude(
  name: string,
  verdict: Verdict,
  fresh: boolean,
  finding: Finding,
): ScenarioResult {
  // The fresh message is in the store and not in this record.
  const own = fresh ? 1 : 0;
  const unsent = Math.max(0, verdict.unsent - own);
  const clean = isClean({ ...verdict, unsent });
  return {
    name,
    passed: clean && fresh && verdict.acked > 0 && (finding.passed ?? true),
    acked: verdict.acked,
    stored: verdict.stored - own,
    quarantined: verdict.quarantined,
    lost: verdict.lost,
    duplicated: verdict.duplicated,
    unsent,
    mismatched: verdict.mismatched,
    freshMessagePasses: fresh,
    figures: finding.figures,
    ...(clean ? {} : { examples: verdict.examples }),
  };
}

/** Publishes the broker has refused so far; 0 while it is away. */
export const refusedPublishes = async (system: System): Promise<number> =>
  (await system.metric("broker", "broker_publishes_refused_total")) ?? 0;

/** Waits for the first refusal and some more, and tells how many there were. */
export async function waitForRefusals(system: System): Promise<number> {
  await waitFor("publishes are refused", 30_000, async () => (await refusedPublishes(system)) > 0);
  await systemClock.sleep(2_000);
  return refusedPublishes(system);
}
