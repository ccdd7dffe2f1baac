import { fail, ok, type Result } from "@resik/contract/error-code";
import type { Clock } from "@resik/kit/clock";
import type { DeviceSpec } from "../fleet.ts";
import type { TruthLog } from "../truth/log.ts";
import { createFan, type Fan } from "./fan.ts";
import { createLatencyRecorder, type LatencySummary } from "./latency.ts";

const IN_FLIGHT_DEFAULT = 20;
const PAYLOAD_BYTES_DEFAULT = 150;
/** Without an acknowledgement for so long the load gives up. */
const PATIENCE_MS = 60_000;
/** How often an open loop looks what has fallen due. */
const SCHEDULE_TICK_MS = 1;
const DRAIN_TICK_MS = 5;

export interface LoadOptions {
  url: string;
  /** At least as many as connections; each connection is one of them. */
  devices: readonly DeviceSpec[];
  connections: number;
  /** In all. Rounded up to a multiple of the connections in a closed loop. */
  messages: number;
  /**
   * Messages a second over all connections: an open loop with scheduled send times, where a
   * latency counts from the scheduled time, sent late or not (no coordinated omission). Absent: a
   * closed loop, as fast as the windows allow; a latency counts from the send.
   */
  ratePerS?: number;
  payloadBytes?: number;
  /** Window of each connection. */
  inFlight?: number;
  connectsPerS?: number;
  clock: Clock;
  /** Must differ between loads into one store: boot ids are drawn from it. */
  seed: string;
  /** Written after the measurement; not closed here. */
  truth?: TruthLog;
  caPem?: string;
  signal?: AbortSignal;
  /** Everything that could be is acknowledged: the moment to look at the other end of the path. */
  onDrained?(): Promise<void> | void;
}

export interface LoadReport extends LatencySummary {
  loop: "open" | "closed";
  connections: number;
  connectS: number;
  sent: number;
  acked: number;
  /** From the first send to the last acknowledgement. */
  elapsedS: number;
  ackedPerS: number;
  connectionsLost: number;
  /** Of this process. */
  rssMb: number;
  /** Whether everything that was to be sent was acknowledged. */
  complete: boolean;
}

/** Lets messages fall due at their scheduled times; resolves when all have. */
async function schedule(
  fan: Fan,
  options: LoadOptions & { ratePerS: number },
  startMs: number,
  isOver: () => boolean,
): Promise<void> {
  const { clock, connections, messages, ratePerS } = options;
  let released = 0;
  while (released < messages && !isOver()) {
    const elapsedMs = clock.monotonicMs() - startMs;
    // Message i belongs to connection i mod N, so each has had its round plus perhaps one more.
    const dueCount = Math.min(messages, Math.floor((elapsedMs * ratePerS) / 1_000) + 1);
    for (; released < dueCount; released++) {
      fan.connections[released % connections]?.release(Math.floor(released / connections) + 1);
    }
    await clock.sleep(SCHEDULE_TICK_MS);
  }
}

/**
 * A measured load of valid `bin` readings. `invalid-input` when there are too few devices,
 * `broker-unavailable` when not all could connect.
 */
export async function runLoad(
  options: LoadOptions,
): Promise<Result<LoadReport, "invalid-input" | "broker-unavailable">> {
  const { clock, connections, messages, ratePerS, signal } = options;
  const latencies = createLatencyRecorder(messages + connections);
  let startMs = 0;
  let lastAckMs = 0;
  let acked = 0;
  const made = createFan({
    ...options,
    quotaEach: Math.ceil(messages / connections),
    payloadBytes: options.payloadBytes ?? PAYLOAD_BYTES_DEFAULT,
    inFlightMax: options.inFlight ?? IN_FLIGHT_DEFAULT,
    scheduledMs: (index, seq) =>
      ratePerS === undefined
        ? clock.monotonicMs()
        : startMs + ((seq * connections + index) * 1_000) / ratePerS,
    acked(latencyMs) {
      acked++;
      lastAckMs = clock.monotonicMs();
      latencies.add(latencyMs);
    },
  });
  if (!made.ok) return made;
  const fan = made.value;
  const connectStartMs = clock.monotonicMs();
  if (!(await fan.connectAll(signal))) {
    const connected = fan.connectedCount();
    fan.stop();
    return fail("broker-unavailable", `only ${connected} of ${connections} connected`);
  }
  startMs = clock.monotonicMs();
  lastAckMs = startMs;
  const isOver = (): boolean =>
    signal?.aborted === true || clock.monotonicMs() - lastAckMs > PATIENCE_MS;
  if (ratePerS === undefined) {
    for (const connection of fan.connections) connection.release(Infinity);
  } else {
    await schedule(fan, { ...options, ratePerS }, startMs, isOver);
  }
  const total = ratePerS === undefined ? Math.ceil(messages / connections) * connections : messages;
  const isDrained = (): boolean => acked >= total;
  while (!isDrained() && !isOver()) await clock.sleep(DRAIN_TICK_MS);

  const elapsedS = Math.max(lastAckMs - startMs, 0.001) / 1_000;
  const rssMb = Math.round(process.memoryUsage.rss() / 1_048_576);
  fan.stop();
  await options.onDrained?.();
  if (options.truth) fan.writeTruth(options.truth);
  return ok({
    loop: ratePerS === undefined ? "closed" : "open",
    connections,
    connectS: (startMs - connectStartMs) / 1_000,
    sent: fan.connections.reduce((sum, connection) => sum + connection.sent(), 0),
    acked,
    elapsedS,
    ackedPerS: acked / elapsedS,
    ...latencies.summary(),
    connectionsLost: fan.lostCount(),
    rssMb,
    complete: isDrained(),
  });
}
