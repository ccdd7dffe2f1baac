import { fail, ok, type Result } from "@resik/contract/error-code";
import type { Clock } from "@resik/kit/clock";
import { createRandom } from "@resik/kit/random";
import type { DeviceSpec } from "../fleet.ts";
import type { TruthLog } from "../truth/log.ts";
import { createFan, type Fan } from "./fan.ts";

const PAYLOAD_BYTES_DEFAULT = 150;
const IN_FLIGHT_MAX = 20;
/** Devices that lost their link at once come back spread over this time. */
const SPREAD_MS_DEFAULT = 5_000;
const HOLD_S_DEFAULT = 5;
const PATIENCE_MS = 120_000;
const TICK_MS = 20;

export interface StormOptions {
  url: string;
  devices: readonly DeviceSpec[];
  connections: number;
  /** Messages each device has waiting when it comes back. */
  backlogEach: number;
  payloadBytes?: number;
  connectsPerS?: number;
  /** How long all connections are held before they are cut. */
  holdS?: number;
  spreadMs?: number;
  clock: Clock;
  /** Must differ between storms into one store. */
  seed: string;
  truth?: TruthLog;
  caPem?: string;
  signal?: AbortSignal;
  /** All connections are open and quiet: the moment to measure the broker's memory. */
  onHeld?(): Promise<void> | void;
}

export interface StormReport {
  connections: number;
  connectS: number;
  /** Memory of this process for each held connection; the broker's is measured from outside. */
  clientBytesPerConnection: number;
  /** From the cut until every device was connected again. */
  allBackS: number;
  /** From the cut until every backlog was acknowledged. */
  drainedS: number;
  acked: number;
  connectionsLost: number;
  complete: boolean;
}

/** Cuts all links at once and lets them come back; resolves when all is well or too late. */
async function blow(fan: Fan, options: StormOptions, isDrained: () => boolean) {
  const { clock, connections, backlogEach, seed, signal } = options;
  const spreadMs = options.spreadMs ?? SPREAD_MS_DEFAULT;
  const random = createRandom(`${seed}/storm`);
  const cutMs = clock.monotonicMs();
  let allBackMs: number | null = null;
  for (const { sender } of fan.connections) sender.cut();
  for (const connection of fan.connections) {
    connection.release(backlogEach);
    clock.after(random.float() * spreadMs, () => {
      if (!signal?.aborted) connection.sender.restore();
    });
  }
  const isOver = (): boolean =>
    signal?.aborted === true || clock.monotonicMs() - cutMs > PATIENCE_MS;
  while (!isOver()) {
    if (allBackMs === null && fan.connectedCount() === connections) {
      allBackMs = clock.monotonicMs() - cutMs;
    }
    if (allBackMs !== null && isDrained()) break;
    await clock.sleep(TICK_MS, signal);
  }
  return { allBackMs, endMs: clock.monotonicMs() - cutMs };
}

/** Holds many connections, cuts them all, and measures until all are back and drained. */
export async function runStorm(
  options: StormOptions,
): Promise<Result<StormReport, "invalid-input" | "broker-unavailable">> {
  const { clock, connections, backlogEach, signal, truth } = options;
  let acked = 0;
  const made = createFan({
    ...options,
    quotaEach: backlogEach,
    payloadBytes: options.payloadBytes ?? PAYLOAD_BYTES_DEFAULT,
    inFlightMax: IN_FLIGHT_MAX,
    scheduledMs: () => clock.monotonicMs(),
    acked: () => {
      acked++;
    },
  });
  if (!made.ok) return made;
  const fan = made.value;
  const rssBeforeBytes = process.memoryUsage.rss();
  const connectStartMs = clock.monotonicMs();
  if (!(await fan.connectAll(signal))) {
    const connected = fan.connectedCount();
    fan.stop();
    return fail("broker-unavailable", `only ${connected} of ${connections} connected`);
  }
  const connectS = (clock.monotonicMs() - connectStartMs) / 1_000;
  await clock.sleep((options.holdS ?? HOLD_S_DEFAULT) * 1_000, signal);
  const clientBytes = process.memoryUsage.rss() - rssBeforeBytes;
  await options.onHeld?.();
  const total = connections * backlogEach;
  const { allBackMs, endMs } = await blow(fan, options, () => acked >= total);
  fan.stop();
  if (truth) fan.writeTruth(truth);
  return ok({
    connections,
    connectS,
    clientBytesPerConnection: Math.round(clientBytes / connections),
    allBackS: (allBackMs ?? endMs) / 1_000,
    drainedS: endMs / 1_000,
    acked,
    connectionsLost: fan.lostCount(),
    complete: allBackMs !== null && acked >= total,
  });
}
