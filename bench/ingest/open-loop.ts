import { runLoad } from "@resik/firmware-sim/load";
import { systemClock } from "@resik/kit/clock";
import { createSeed } from "@resik/kit/random";
import type { StoreName } from "../rig/store.ts";
import { startSystem, type System } from "../rig/system.ts";

const POLL_MS = 10;

export interface OpenLoopResult {
  ratePerS: number;
  pubackP50Ms: number;
  pubackP99Ms: number;
  visibleP50Ms: number;
  visibleP99Ms: number;
}

interface Latest {
  readings: { seq: number; sampledAt: string }[];
}

/**
 * A steady rate with scheduled send times. PUBACK latency counts from the scheduled time; visible
 * means that the api answers with the reading, asked every few milliseconds for one device.
 */
export async function measureOpenLoop(options: {
  connections: number;
  ratePerS: number;
  seconds: number;
  payloadBytes: number;
  store: StoreName;
}): Promise<OpenLoopResult> {
  const { connections, ratePerS, seconds, payloadBytes, store } = options;
  const system = await startSystem({ store });
  try {
    const devices = await system.register(connections);
    const done = new AbortController();
    const watching = watchDevice(
      system,
      devices[0]?.id ?? "",
      (connections * 1_000) / ratePerS,
      done,
    );
    const result = await runLoad({
      url: system.mqttUrl,
      devices,
      connections,
      messages: ratePerS * seconds,
      ratePerS,
      payloadBytes,
      clock: systemClock,
      seed: createSeed(),
    });
    await systemClock.sleep(1_000);
    done.abort();
    if (!result.ok) throw new Error(`${result.code}: ${result.detail}`);
    const visible = (await watching).sort((a, b) => a - b);
    const at = (share: number): number => visible[Math.ceil(share * visible.length) - 1] ?? NaN;
    return {
      ratePerS,
      pubackP50Ms: result.value.p50Ms,
      pubackP99Ms: result.value.p99Ms,
      visibleP50Ms: at(0.5),
      visibleP99Ms: at(0.99),
    };
  } finally {
    await system.stop();
  }
}

/** Latencies of every message of one device until the api showed it or a later one. */
async function watchDevice(
  system: System,
  device: string,
  periodMs: number,
  done: AbortController,
): Promise<number[]> {
  const latenciesMs: number[] = [];
  let seenSeq = -1;
  while (!done.signal.aborted) {
    const response = await fetch(
      `${system.httpUrl}/api/v1/readings/latest?channel=bin&device=${device}`,
      { headers: { authorization: `Bearer ${system.adminToken}` } },
    );
    const seenAtMs = systemClock.nowMs();
    // The api's answer to its own schema; its tests hold it.
    const [latest] = ((await response.json()) as Latest).readings;
    if (latest && latest.seq > seenSeq) {
      const newestMs = seenAtMs - Date.parse(latest.sampledAt);
      for (let seq = latest.seq; seq > seenSeq; seq--) {
        // Those between were sent a period earlier each, and seen only now.
        latenciesMs.push(newestMs + (latest.seq - seq) * periodMs);
      }
      seenSeq = latest.seq;
    }
    await systemClock.sleep(POLL_MS);
  }
  return latenciesMs;
}
