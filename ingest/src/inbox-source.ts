import { connect, type MqttClient } from "mqtt";
import { RELAY_IN_FLIGHT_MAX } from "@resik/contract/limits";
import { decodeBatch, encodeAck, type RelayBatch } from "@resik/contract/relay";
import { inboxAckTopic, inboxBatchTopic } from "@resik/contract/topic";
import { createBoundedQueue } from "@resik/kit/bounded-queue";
import type { Clock } from "@resik/kit/clock";
import type { Random } from "@resik/kit/random";
import type { IngestEvents } from "./events.ts";

const CONSUMER = "ingest";
const WAIT_MS_MIN = 200;
const WAIT_MS_MAX = 5_000;
const CONNECT_TIMEOUT_MS = 5_000;
/** The relay sends at least every batch it may; a dead peer is found by keepalive. */
const KEEPALIVE_S = 15;

export interface InboxSourceOptions {
  url: string;
  secret: string;
  clock: Clock;
  random: Random;
  events: IngestEvents;
  /** Makes a batch durable. Only when it resolves true is the batch acknowledged. */
  take(batch: RelayBatch, signal: AbortSignal): Promise<boolean>;
}

export interface InboxSource {
  isConnected(): boolean;
  /** Subscribes, takes batches, and does so again whenever the connection ends, until `stop`. */
  run(onSubscribed: () => void): Promise<void>;
  stop(): void;
}

/**
 * The consumer's end of the relay. Each connection is a new one with nothing carried over: what
 * was not acknowledged comes again, and storing it twice changes nothing.
 */
export function createInboxSource(options: InboxSourceOptions): InboxSource {
  const { clock, random, events } = options;
  const stopping = new AbortController();
  let connected = false;

  return {
    isConnected: () => connected,
    async run(onSubscribed) {
      let waitMs = WAIT_MS_MIN;
      while (!stopping.signal.aborted) {
        await runConnection(options, stopping.signal, {
          onSubscribed() {
            connected = true;
            waitMs = WAIT_MS_MIN;
            events.connected();
            onSubscribed();
          },
          // A batch may still be under way then; nothing new comes before a new connection.
          onEnded(reason) {
            connected = false;
            if (!stopping.signal.aborted) events.disconnected(reason);
          },
        });
        if (stopping.signal.aborted) return;
        await clock.sleep(waitMs * random.between(0.5, 1), stopping.signal);
        waitMs = Math.min(waitMs * 2, WAIT_MS_MAX);
      }
    },
    stop: () => stopping.abort(),
  };
}

interface ConnectionEvents {
  onSubscribed(): void;
  /** Called once, when nothing more can come. */
  onEnded(reason: string): void;
}

/** One connection from CONNECT to its end, the batch under way included. */
async function runConnection(
  options: InboxSourceOptions,
  signal: AbortSignal,
  { onSubscribed, onEnded }: ConnectionEvents,
): Promise<void> {
  const { url, secret, events, take } = options;
  const ended = new AbortController();
  const batches = createBoundedQueue<RelayBatch>(RELAY_IN_FLIGHT_MAX);
  const client = connect(url, {
    username: CONSUMER,
    password: secret,
    clientId: `${CONSUMER}-${process.pid}`,
    clean: true,
    reconnectPeriod: 0,
    connectTimeout: CONNECT_TIMEOUT_MS,
    keepalive: KEEPALIVE_S,
  });
  const end = (reason = "the broker closed the connection"): void => {
    if (ended.signal.aborted) return;
    ended.abort();
    batches.close();
    client.end(true);
    onEnded(reason);
  };
  const stop = (): void => end("stopping");
  signal.addEventListener("abort", stop);
  client.on("error", (error) => end(error.message));
  client.on("close", () => end());
  client.on("message", (_topic, payload) => {
    const batch = readBatch(payload);
    if (!batch) end("the broker sent something that is not a batch");
    else if (!batches.push(batch)) end("more batches in flight than agreed");
  });
  client.on("connect", () => {
    client.subscribe(inboxBatchTopic(CONSUMER), { qos: 0 }, (error, granted) => {
      if (error || granted?.some(({ qos }) => qos > 2)) end("the subscription was refused");
      else onSubscribed();
    });
  });

  let cursor: number | null = null;
  for (let first = await batches.shift(); first; first = await batches.shift()) {
    // What has come meanwhile is stored in one go: the fuller a write, the less each row costs.
    const waiting = [first, ...batches.drain()];
    const batch = joinInStep(waiting, cursor);
    if (batch) {
      cursor = batch.to;
      const taken = await take(batch, ended.signal);
      // Without a connection there is nobody to tell: it comes again and changes nothing.
      if (!taken || ended.signal.aborted) break;
      acknowledge(client, batch);
    }
    const last = waiting.at(-1);
    if (last && last.to !== cursor) {
      events.outOfStep(`after ${cursor} came ${last.from} to ${last.to}`);
      end("out of step");
      break;
    }
  }
  end();
  signal.removeEventListener("abort", stop);
}

/**
 * The batches that follow the cursor without a gap, as one; null when not even the first does.
 * Beyond a gap, acknowledging a batch would acknowledge one that never came.
 */
function joinInStep(waiting: readonly RelayBatch[], cursor: number | null): RelayBatch | null {
  const inStep: RelayBatch[] = [];
  let expected = cursor;
  for (const batch of waiting) {
    if (expected !== null && batch.from !== expected) break;
    expected = batch.to;
    inStep.push(batch);
  }
  const [first] = inStep;
  const last = inStep.at(-1);
  if (!first || !last || first === last) return first ?? null;
  return {
    session: first.session,
    from: first.from,
    to: last.to,
    rows: inStep.reduce((sum, { rows }) => sum + rows, 0),
    records: inStep.flatMap(({ records }) => records),
  };
}

/** Null when the bytes are not a batch: another version of the broker, or a defect of one. */
function readBatch(payload: Buffer): RelayBatch | null {
  try {
    return decodeBatch(payload);
  } catch {
    return null;
  }
}

function acknowledge(client: MqttClient, batch: RelayBatch): void {
  // A lost acknowledgement costs a repetition, so nobody waits for it.
  client.publish(inboxAckTopic(CONSUMER), encodeAck({ session: batch.session, cursor: batch.to }), {
    qos: 0,
  });
}
