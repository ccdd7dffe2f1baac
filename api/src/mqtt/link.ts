import { fail, ok, type Result } from "@resik/contract/error-code";
import type { Clock, Timer } from "@resik/kit/clock";
import type { Random } from "@resik/kit/random";
import { connect, type MqttClient } from "mqtt";
import type { ApiEvents } from "../events.ts";

const BACKOFF_MS_MIN = 250;
const BACKOFF_MS_MAX = 15_000;
const CONNECT_TIMEOUT_MS = 10_000;
const PUBLISH_TIMEOUT_MS = 5_000;
const KEEPALIVE_S = 30;

export interface MqttMessage {
  topic: string;
  payload: Buffer;
  /** The broker kept it from before we subscribed. */
  retained: boolean;
}

/** The api's one connection to the broker. */
export interface MqttLink {
  isConnected(): boolean;
  /** Resolves once the broker acknowledged it; `broker-unavailable` when it did not in time. */
  publish(
    topic: string,
    payload: string | Uint8Array,
    options?: { retain?: boolean },
  ): Promise<Result<void, "broker-unavailable">>;
  /** Counts one more wish for a filter; resolves when the broker knows it, or is not there. */
  want(filter: string, qos: 0 | 1): Promise<void>;
  /** One wish fewer; the last one unsubscribes. */
  unwant(filter: string): void;
  /** Returns how to stop listening. A listener must not throw. */
  onMessage(listener: (message: MqttMessage) => void): () => void;
  onConnect(listener: () => void): void;
  close(): Promise<void>;
}

export interface MqttLinkOptions {
  url: string;
  password: string;
  clock: Clock;
  random: Random;
  events: ApiEvents;
}

const dial = (options: MqttLinkOptions): MqttClient =>
  connect(options.url, {
    username: "api",
    password: options.password,
    clientId: `resik-api-${options.random.id(12)}`,
    clean: true,
    protocolVersion: 4,
    reconnectPeriod: 0,
    connectTimeout: CONNECT_TIMEOUT_MS,
    keepalive: KEEPALIVE_S,
    queueQoSZero: false,
    resubscribe: false,
  });

/** Doubles with each failure up to a ceiling; the jitter keeps many programs apart. */
const backOffMs = (failures: number, random: Random): number =>
  random.between(
    BACKOFF_MS_MIN,
    Math.min(BACKOFF_MS_MAX, BACKOFF_MS_MIN * 2 ** Math.min(failures, 10)),
  );

/** False when the broker refused, or did not answer in time. */
const subscribeOn = (
  client: MqttClient,
  filter: string,
  qos: 0 | 1,
  clock: Clock,
): Promise<boolean> =>
  new Promise((resolve) => {
    const timer = clock.after(PUBLISH_TIMEOUT_MS, () => resolve(false));
    client.subscribe(filter, { qos }, (error, granted) => {
      timer.cancel();
      resolve(!error && !granted?.some((grant) => grant.qos > 2));
    });
  });

/**
 * Connects and keeps connecting, with back-off and jitter of its own: the library's is a fixed
 * interval. Wishes for filters survive a lost connection.
 */
export function openMqttLink(options: MqttLinkOptions): MqttLink {
  const { clock, random, events } = options;
  const wishes = new Map<string, { qos: 0 | 1; count: number }>();
  const listeners = new Set<(message: MqttMessage) => void>();
  const connectListeners: (() => void)[] = [];
  let client: MqttClient | null = null;
  let connected = false;
  let closing = false;
  let failures = 0;
  let retry: Timer | null = null;

  function open(): void {
    const opened = dial(options);
    client = opened;
    const end = (reason: string): void => {
      // Both an error and the close that follows it come here; the first one ends it.
      if (client !== opened) return;
      connected = false;
      client = null;
      opened.end(true);
      if (closing) return;
      const delayMs = backOffMs(++failures, random);
      events.mqttLost(reason, delayMs);
      retry = clock.after(delayMs, open);
    };
    opened.on("connect", () => {
      connected = true;
      failures = 0;
      events.mqttConnected();
      for (const [filter, { qos }] of wishes) void subscribe(opened, filter, qos);
      for (const listener of connectListeners) listener();
    });
    opened.on("message", (topic, payload, packet) => {
      for (const listener of listeners) listener({ topic, payload, retained: packet.retain });
    });
    opened.on("error", (error) => end(error.message));
    opened.on("close", () => end("the connection closed"));
  }

  async function subscribe(on: MqttClient, filter: string, qos: 0 | 1): Promise<void> {
    const granted = await subscribeOn(on, filter, qos, clock);
    if (!granted && on === client && connected) events.mqttRefused(filter);
  }

  open();
  return {
    isConnected: () => connected,
    publish: (topic, payload, { retain = false } = {}) =>
      publishOn(connected ? client : null, { topic, payload, retain }, clock),
    async want(filter, qos) {
      const wish = wishes.get(filter);
      if (wish) wish.count++;
      else wishes.set(filter, { qos, count: 1 });
      if (!wish && client && connected) await subscribe(client, filter, qos);
    },
    unwant(filter) {
      const wish = wishes.get(filter);
      if (!wish || --wish.count > 0) return;
      wishes.delete(filter);
      // A lost connection has forgotten the filter already.
      if (client && connected) client.unsubscribe(filter, () => {});
    },
    onMessage(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    onConnect: (listener) => void connectListeners.push(listener),
    async close() {
      closing = true;
      connected = false;
      retry?.cancel();
      await client?.endAsync(true);
    },
  };
}

const publishOn = (
  client: MqttClient | null,
  message: { topic: string; payload: string | Uint8Array; retain: boolean },
  clock: Clock,
): Promise<Result<void, "broker-unavailable">> =>
  new Promise((resolve) => {
    if (!client) return resolve(fail("broker-unavailable", "not connected to the broker"));
    const timer = clock.after(PUBLISH_TIMEOUT_MS, () =>
      resolve(fail("broker-unavailable", "the broker did not acknowledge in time")),
    );
    const payload =
      typeof message.payload === "string" ? message.payload : Buffer.from(message.payload);
    client.publish(message.topic, payload, { qos: 1, retain: message.retain }, (error) => {
      timer.cancel();
      resolve(error ? fail("broker-unavailable", error.message) : ok(undefined));
    });
  });
