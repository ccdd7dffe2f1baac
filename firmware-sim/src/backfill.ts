import { fail, ok, type Result } from "@resik/contract/error-code";
import type { Clock } from "@resik/kit/clock";
import type { DeviceSpec, Fleet } from "./fleet.ts";
import { deviceHistory } from "./history.ts";
import type { BackoffOptions } from "./mqtt/backoff.ts";
import { openLink } from "./mqtt/link.ts";
import { createPace, type PaceOptions } from "./mqtt/pace.ts";
import { createSender, type Sender } from "./mqtt/sender.ts";
import type { OutboxMessage } from "./outbox/outbox.ts";
import { DAY_MS } from "./physics/calendar.ts";
import { digestPayload } from "./truth/digest.ts";
import type { TruthLog } from "./truth/log.ts";
import { createWorld, type World } from "./world.ts";

/** Messages of one device on the wire at once. */
const IN_FLIGHT_MAX = 100;
/** Devices that write their history at the same time. */
const DEVICES_AT_ONCE = 100;
const KEEPALIVE_S = 30;
const BACKOFF: BackoffOptions = { firstMs: 250, maxMs: 5_000 };
const PROGRESS_MS = 1_000;
/** Without an acknowledgement for so long the backfill gives up. */
const PATIENCE_MS = 60_000;

export interface BackfillProgress {
  acked: number;
  devicesDone: number;
  devices: number;
  elapsedS: number;
}

export interface BackfillOptions {
  fleet: Fleet;
  days: number;
  /** End of the history; absent: now. */
  endMs?: number;
  clock: Clock;
  truth?: TruthLog;
  inFlightMax?: number;
  /** Keeps each device below the broker's rate; absent: as fast as the broker takes it. */
  pace?: PaceOptions;
  caPem?: string;
  onProgress?(progress: BackfillProgress): void;
  /** Ends it early; what was acknowledged stays. */
  signal?: AbortSignal;
}

export interface BackfillReport {
  fromMs: number;
  toMs: number;
  /** Acknowledged by the broker. */
  messages: number;
  elapsedS: number;
  messagesPerS: number;
  connectionsLost: number;
  /** False when it was ended early by the signal. */
  complete: boolean;
}

type Outcome = "complete" | "ended" | "stuck";

interface DeviceJob {
  sender: Sender;
  done: Promise<void>;
}

/** One device's history over its own connection. */
function startDevice(
  options: BackfillOptions,
  messages: Iterator<OutboxMessage>,
  spec: DeviceSpec,
  world: World,
  onAcked: () => void,
): DeviceJob {
  const { clock, fleet, truth, pace, caPem } = options;
  let isExhausted = false;
  let finish = (): void => {};
  const done = new Promise<void>((resolve) => {
    finish = resolve;
  });
  const sender = createSender<OutboxMessage>({
    clock,
    random: world.randomOf(spec).fork("backfill"),
    backoff: BACKOFF,
    inFlightMax: options.inFlightMax ?? IN_FLIGHT_MAX,
    ...(pace ? { pace: createPace(clock, pace) } : {}),
    open: (events) =>
      openLink(
        {
          clock,
          url: fleet.brokerUrl,
          clientId: spec.id,
          username: spec.id,
          password: spec.password,
          keepaliveS: KEEPALIVE_S,
          ...(caPem === undefined ? {} : { caPem }),
        },
        events,
      ),
    next() {
      const { value, done: isOver } = messages.next();
      if (isOver) {
        isExhausted = true;
        if (sender.unacked() === 0) finish();
        return null;
      }
      if (truth) {
        const { device, boot, seq, channel, payload } = value;
        const digest = digestPayload(channel, payload);
        truth.sent({ device, boot, seq, channel, digest, sentAtMs: clock.nowMs(), will: false });
      }
      return value;
    },
    acked(message) {
      onAcked();
      truth?.acked(message, clock.nowMs());
      if (isExhausted && sender.unacked() === 0) finish();
    },
  });
  sender.start();
  return { sender, done };
}

/**
 * Writes days of history through the ordinary path: MQTT at QoS 1, each device on its own
 * connection. The world ends it in the state in which a live run of the same fleet begins.
 * `broker-unavailable` when nothing was acknowledged for a minute.
 */
export async function runBackfill(
  options: BackfillOptions,
): Promise<Result<BackfillReport, "broker-unavailable">> {
  const { fleet, clock, signal } = options;
  const toMs = options.endMs ?? clock.nowMs();
  const fromMs = toMs - options.days * DAY_MS;
  const world = createWorld(fleet, fromMs);
  const startMs = clock.monotonicMs();
  const elapsedMs = (): number => clock.monotonicMs() - startMs;
  const counts = { acked: 0, devicesDone: 0, connectionsLost: 0 };
  let lastAckMs = startMs;
  let outcome: Outcome = "complete";
  const outcomeNow = (): Outcome => outcome;
  const jobs = new Set<DeviceJob>();
  let endAll = (): void => {};
  const ended = new Promise<void>((resolve) => {
    endAll = resolve;
  });
  const end = (how: "ended" | "stuck"): void => {
    outcome = how;
    endAll();
  };
  const onAbort = (): void => end("ended");
  signal?.addEventListener("abort", onAbort);
  if (signal?.aborted) onAbort();
  const watch = clock.every(PROGRESS_MS, () => {
    const { acked, devicesDone } = counts;
    const devices = fleet.devices.length;
    options.onProgress?.({ acked, devicesDone, devices, elapsedS: elapsedMs() / 1_000 });
    if (clock.monotonicMs() - lastAckMs > PATIENCE_MS) end("stuck");
  });

  const queue = [...fleet.devices];
  async function work(): Promise<void> {
    for (let spec = queue.shift(); spec && outcomeNow() === "complete"; spec = queue.shift()) {
      const messages = deviceHistory(world, spec, fromMs, toMs);
      const job = startDevice(options, messages, spec, world, () => {
        counts.acked++;
        lastAckMs = clock.monotonicMs();
      });
      jobs.add(job);
      await Promise.race([job.done, ended]);
      counts.connectionsLost += job.sender.counts.connectionsLost;
      job.sender.stop(true);
      jobs.delete(job);
      counts.devicesDone++;
    }
  }
  await Promise.all(Array.from({ length: DEVICES_AT_ONCE }, work));
  watch.cancel();
  signal?.removeEventListener("abort", onAbort);
  const how = outcomeNow();
  if (how === "stuck") {
    return fail("broker-unavailable", `nothing was acknowledged for ${PATIENCE_MS / 1_000} s`);
  }
  const elapsedS = elapsedMs() / 1_000;
  return ok({
    fromMs,
    toMs,
    messages: counts.acked,
    elapsedS,
    messagesPerS: counts.acked / Math.max(elapsedS, 0.001),
    connectionsLost: counts.connectionsLost,
    complete: how === "complete",
  });
}
