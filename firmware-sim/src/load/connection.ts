import { deviceTopic } from "@resik/contract/topic";
import type { Clock } from "@resik/kit/clock";
import type { Random } from "@resik/kit/random";
import type { DeviceSpec } from "../fleet.ts";
import type { BackoffOptions } from "../mqtt/backoff.ts";
import { openLink } from "../mqtt/link.ts";
import { createSender, type Outgoing, type Sender } from "../mqtt/sender.ts";
import { digestPayload } from "../truth/digest.ts";
import type { TruthLog } from "../truth/log.ts";
import { loadPayload } from "./load-payload.ts";

const KEEPALIVE_S = 60;
const BOOT_ID_LENGTH = 12;
export const LOAD_BACKOFF: BackoffOptions = { firstMs: 250, maxMs: 5_000 };

interface LoadMessage extends Outgoing {
  seq: number;
  scheduledMs: number;
}

export interface LoadConnectionOptions {
  url: string;
  spec: DeviceSpec;
  index: number;
  /** Messages this connection sends in all. */
  quota: number;
  payloadBytes: number;
  inFlightMax: number;
  clock: Clock;
  random: Random;
  backoff?: BackoffOptions;
  caPem?: string;
  /** Monotonic time from which the latency of a message counts. */
  scheduledMs(index: number, seq: number): number;
  connected(): void;
  acked(latencyMs: number): void;
}

/** One device of a load: it sends what has fallen due, as fast as its window allows. */
export interface LoadConnection {
  readonly sender: Sender;
  /** So many of the quota may be sent now. */
  release(due: number): void;
  sent(): number;
  /** Writes what was sent and acknowledged; made after the measurement, not during it. */
  writeTruth(truth: TruthLog): void;
}

export function createLoadConnection(options: LoadConnectionOptions): LoadConnection {
  const { url, spec, index, quota, payloadBytes, inFlightMax, clock, random, caPem } = options;
  const boot = random.id(BOOT_ID_LENGTH);
  const topic = deviceTopic(spec.site, spec.id, "bin");
  const sampledAtMs = new Float64Array(quota);
  const isAcked = new Uint8Array(quota);
  let sent = 0;
  let due = 0;
  const payloadOf = (seq: number): Buffer =>
    loadPayload({ boot, seq, sampledAtMs: sampledAtMs[seq] ?? 0, salt: index, payloadBytes });

  const sender = createSender<LoadMessage>({
    clock,
    random,
    backoff: options.backoff ?? LOAD_BACKOFF,
    inFlightMax,
    open: (events) =>
      openLink(
        {
          clock,
          url,
          clientId: spec.id,
          username: spec.id,
          password: spec.password,
          keepaliveS: KEEPALIVE_S,
          ...(caPem === undefined ? {} : { caPem }),
        },
        events,
      ),
    next() {
      if (sent >= due) return null;
      const seq = sent++;
      sampledAtMs[seq] = Math.round(clock.nowMs());
      const scheduledMs = options.scheduledMs(index, seq);
      return { topic, payload: payloadOf(seq), retain: false, seq, scheduledMs };
    },
    acked(message) {
      isAcked[message.seq] = 1;
      options.acked(clock.monotonicMs() - message.scheduledMs);
    },
    connected: options.connected,
  });

  return {
    sender,
    release(count) {
      due = Math.min(quota, count);
      sender.wake();
    },
    sent: () => sent,
    writeTruth(truth) {
      for (let seq = 0; seq < sent; seq++) {
        const sentAtMs = sampledAtMs[seq] ?? 0;
        const digest = digestPayload("bin", payloadOf(seq));
        const key = { device: spec.id, boot, seq };
        truth.sent({ ...key, channel: "bin", digest, sentAtMs, will: false });
        if (isAcked[seq] === 1) truth.acked(key, sentAtMs);
      }
    },
  };
}
