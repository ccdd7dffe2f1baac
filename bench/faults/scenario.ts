import { runLoad } from "@resik/firmware-sim/load";
import { isClean, type Verdict } from "@resik/firmware-sim/judge";
import { createMemoryTruth, type MemoryTruth } from "@resik/firmware-sim/truth-memory";
import type { DeviceSpec } from "@resik/firmware-sim/fleet";
import { systemClock } from "@resik/kit/clock";
import type { Random } from "@resik/kit/random";
import { judgeStore } from "../rig/court.ts";
import type { Progress } from "../rig/progress.ts";
import type { System } from "../rig/system.ts";
import { waitFor } from "../rig/wait.ts";

export interface FaultContext {
  random: Random;
  progress: Progress;
  /** A shorter run of the same faults, for CI. */
  short: boolean;
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

export const DEVICES = 20;
const DRAIN_TIMEOUT_MS = 120_000;
const PAYLOAD_BYTES = 150;

/** A steady load in the background of a fault. */
export interface BackgroundLoad {
  truth: MemoryTruth;
  /** Resolves when every message was sent and acknowledged. */
  done: Promise<{ acked: number; connectionsLost: number }>;
}

export function startBackgroundLoad(
  system: System,
  devices: readonly DeviceSpec[],
  options: { ratePerS: number; seconds: number; seed: string },
): BackgroundLoad {
  const truth = createMemoryTruth();
  const done = runLoad({
    url: system.mqttUrl,
    devices,
    connections: devices.length,
    messages: options.ratePerS * options.seconds,
    ratePerS: options.ratePerS,
    payloadBytes: PAYLOAD_BYTES,
    clock: systemClock,
    seed: options.seed,
    truth,
  }).then((result) => {
    if (!result.ok) throw new Error(`${result.code}: ${result.detail}`);
    const { acked, connectionsLost, complete } = result.value;
    if (!complete) throw new Error("the load was not acknowledged to its end");
    return { acked, connectionsLost };
  });
  return { truth, done };
}

export const drained = (system: System): Promise<number> =>
  waitFor(
    "the inbox is empty",
    DRAIN_TIMEOUT_MS,
    async () => (await system.metric("broker", "broker_inbox_rows")) === 0,
  );

/** After the faults a new message must go all the way, and soon. */
export async function freshMessagePasses(system: System, device: DeviceSpec): Promise<boolean> {
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

/** Judges and says whether the scenario passed. */
export async function conclude(
  name: string,
  system: System,
  device: DeviceSpec,
  truth: MemoryTruth,
  more: { passed?: boolean; figures?: ScenarioResult["figures"] } = {},
): Promise<ScenarioResult> {
  const fresh = await freshMessagePasses(system, device);
  await drained(system);
  const verdict = await judgeStore(truth, system.dataDir);
  // The fresh message is in the store and not in this record.
  const unsent = Math.max(0, verdict.unsent - (fresh ? 1 : 0));
  const clean = isClean({ ...verdict, unsent });
  return {
    name,
    passed: clean && fresh && verdict.acked > 0 && (more.passed ?? true),
    acked: verdict.acked,
    stored: verdict.stored - (fresh ? 1 : 0),
    quarantined: verdict.quarantined,
    lost: verdict.lost,
    duplicated: verdict.duplicated,
    unsent,
    mismatched: verdict.mismatched,
    freshMessagePasses: fresh,
    ...(more.figures ? { figures: more.figures } : {}),
    ...(clean ? {} : { examples: verdict.examples }),
  };
}
