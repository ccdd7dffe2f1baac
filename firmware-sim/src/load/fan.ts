import { fail, ok, type Result } from "@resik/contract/error-code";
import type { Clock } from "@resik/kit/clock";
import { createRandom } from "@resik/kit/random";
import type { DeviceSpec } from "../fleet.ts";
import type { TruthLog } from "../truth/log.ts";
import { createLoadConnection, type LoadConnection } from "./connection.ts";

/** New connections a second, so that a listener's backlog is not what is measured. */
export const CONNECTS_PER_S = 1_000;
const CONNECT_TICK_MS = 20;
/** How long all connections together may take beyond their pace. */
const CONNECT_PATIENCE_MS = 60_000;

export interface FanOptions {
  url: string;
  devices: readonly DeviceSpec[];
  connections: number;
  quotaEach: number;
  payloadBytes: number;
  inFlightMax: number;
  clock: Clock;
  /** Boot ids come from it: two loads with one seed must not follow each other into one store. */
  seed: string;
  connectsPerS?: number;
  caPem?: string;
  scheduledMs(index: number, seq: number): number;
  acked(latencyMs: number): void;
}

/** Many connections of one process. */
export interface Fan {
  readonly connections: readonly LoadConnection[];
  /** Opens them at a pace; false when not all were there in time or the signal came. */
  connectAll(signal?: AbortSignal): Promise<boolean>;
  connectedCount(): number;
  lostCount(): number;
  writeTruth(truth: TruthLog): void;
  stop(): void;
}

/** `invalid-input` when there are fewer devices than connections. */
export function createFan(options: FanOptions): Result<Fan, "invalid-input"> {
  const { devices, connections: wanted, clock, seed, quotaEach, ...rest } = options;
  if (devices.length < wanted) {
    return fail("invalid-input", `${devices.length} devices are too few for ${wanted} connections`);
  }
  const random = createRandom(seed);
  const connections = devices.slice(0, wanted).map((spec, index) =>
    createLoadConnection({
      ...rest,
      clock,
      spec,
      index,
      quota: quotaEach,
      random: random.fork(`load/${spec.id}`),
      connected: () => {},
    }),
  );
  const connectedCount = (): number =>
    connections.reduce((sum, { sender }) => sum + (sender.isConnected() ? 1 : 0), 0);

  return ok({
    connections,
    async connectAll(signal) {
      const perTick = ((options.connectsPerS ?? CONNECTS_PER_S) * CONNECT_TICK_MS) / 1_000;
      const startMs = clock.monotonicMs();
      const paceMs = (wanted / perTick) * CONNECT_TICK_MS;
      let started = 0;
      const isEnded = (): boolean => signal?.aborted === true;
      while (!isEnded()) {
        const allowed = Math.ceil(
          ((clock.monotonicMs() - startMs) / CONNECT_TICK_MS + 1) * perTick,
        );
        while (started < Math.min(wanted, allowed)) connections[started++]?.sender.start();
        if (connectedCount() === wanted) return true;
        if (clock.monotonicMs() - startMs > paceMs + CONNECT_PATIENCE_MS) return false;
        await clock.sleep(CONNECT_TICK_MS, signal);
      }
      return false;
    },
    connectedCount,
    lostCount: () =>
      connections.reduce((sum, { sender }) => sum + sender.counts.connectionsLost, 0),
    writeTruth(truth) {
      for (const connection of connections) connection.writeTruth(truth);
    },
    stop() {
      for (const { sender } of connections) sender.stop(true);
    },
  });
}
