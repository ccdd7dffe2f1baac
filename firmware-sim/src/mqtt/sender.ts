import type { Clock, Timer } from "@resik/kit/clock";
import type { Random } from "@resik/kit/random";
import { createBackoff, type BackoffOptions } from "./backoff.ts";
import type { Link, LinkEvents } from "./link.ts";
import type { Pace } from "./pace.ts";
import { createWindow } from "./window.ts";

/** A message on its way out; more may hang on it. */
export interface Outgoing {
  topic: string;
  payload: Uint8Array;
  retain: boolean;
}

export interface SenderFaults {
  random: Random;
  duplicateChance: number;
  reorderChance: number;
}

export interface SenderOptions<T extends Outgoing> {
  clock: Clock;
  random: Random;
  backoff: BackoffOptions;
  /** Messages without an acknowledgement that may be on the wire at once. */
  inFlightMax: number;
  pace?: Pace;
  faults?: SenderFaults;
  /** Opens a fresh connection. */
  open(events: LinkEvents): Link;
  /** The next message in order; null when there is none now (call `wake` when there is). */
  next(): T | null;
  /** The broker acknowledged it: it is safe there. */
  acked(message: T): void;
  connected?(): void;
  closed?(reason: string): void;
  message?(topic: string, payload: Buffer): void;
}

export interface SenderCounts {
  connects: number;
  /** Ended by the other side or by silence, not by us. */
  connectionsLost: number;
  duplicatesSent: number;
}

/**
 * Sends a stream of messages at QoS 1 over one connection after another, at least once and in
 * order: what was not acknowledged when a connection ended goes first on the next one.
 */
export interface Sender {
  start(): void;
  /** There may be something to send. */
  wake(): void;
  /** QoS 0, now or never. */
  publishNow(topic: string, payload: Uint8Array): void;
  isConnected(): boolean;
  /** On the wire without an acknowledgement, or waiting to be sent again. */
  unacked(): number;
  /** Cuts the connection without a word and stays away until `restore`. */
  cut(): void;
  restore(): void;
  stall(): void;
  /** Says goodbye, or just ends, and never connects again. */
  stop(goodbye: boolean): void;
  readonly counts: Readonly<SenderCounts>;
}

/** The connection of one sender: opened, lost, opened again after a back-off. */
function createReconnector<T extends Outgoing>(
  options: SenderOptions<T>,
  counts: SenderCounts,
  hooks: { up(): void; acked(packetId: number): void; down(): void },
) {
  const { clock, random, open } = options;
  const backoff = createBackoff(random, options.backoff);
  let link: Link | null = null;
  let isUp = false;
  let mayConnect = false;
  let retry: Timer | null = null;

  const events: LinkEvents = {
    connected() {
      isUp = true;
      counts.connects++;
      options.connected?.();
      hooks.up();
    },
    acked(packetId) {
      backoff.reset();
      hooks.acked(packetId);
    },
    message: (topic, payload) => options.message?.(topic, payload),
    closed(reason) {
      if (isUp && mayConnect) counts.connectionsLost++;
      isUp = false;
      link = null;
      hooks.down();
      options.closed?.(reason);
      if (mayConnect) retry = clock.after(backoff.nextMs(), connect);
    },
  };
  function connect(): void {
    retry?.cancel();
    retry = null;
    if (mayConnect && !link) link = open(events);
  }
  return {
    link: () => link,
    isUp: () => isUp,
    allow() {
      if (mayConnect) return;
      mayConnect = true;
      connect();
    },
    forbid() {
      mayConnect = false;
      retry?.cancel();
      retry = null;
    },
  };
}

export function createSender<T extends Outgoing>(options: SenderOptions<T>): Sender {
  const { clock, inFlightMax, pace, faults, next, acked } = options;
  const counts: SenderCounts = { connects: 0, connectionsLost: 0, duplicatesSent: 0 };
  const window = createWindow<T>();
  let paceTimer: Timer | null = null;

  const take = (): T | null => window.takeLeftover() ?? next();
  const send = (message: T): void => {
    const { topic, payload, retain } = message;
    connection.link()?.publish(topic, payload, window.add(message), retain);
    if (!faults || !faults.random.chance(faults.duplicateChance)) return;
    // With the same packet id the copy's PUBACK could be taken for that of a later message.
    counts.duplicatesSent++;
    connection.link()?.publish(topic, payload, window.addCopy(), retain);
  };

  function pump(): void {
    while (connection.isUp() && window.inFlight() < inFlightMax) {
      if (pace && !pace.take()) {
        paceTimer ??= clock.after(pace.waitMs(), () => {
          paceTimer = null;
          pump();
        });
        return;
      }
      const message = take();
      if (!message) return;
      const successor = faults?.random.chance(faults.reorderChance) ? take() : null;
      if (successor) send(successor);
      send(message);
    }
  }

  const connection = createReconnector(options, counts, {
    up: pump,
    acked(packetId) {
      const message = window.settle(packetId);
      if (message !== null) acked(message);
      pump();
    },
    down: window.connectionLost,
  });
  const stayAway = (): void => {
    connection.forbid();
    paceTimer?.cancel();
    paceTimer = null;
  };

  return {
    start: connection.allow,
    wake: pump,
    publishNow(topic, payload) {
      if (connection.isUp()) connection.link()?.publish(topic, payload, null, false);
    },
    isConnected: connection.isUp,
    unacked: window.unacked,
    cut() {
      stayAway();
      connection.link()?.destroy();
    },
    restore: connection.allow,
    stall: () => connection.link()?.stall(),
    stop(goodbye) {
      stayAway();
      if (goodbye) connection.link()?.end();
      else connection.link()?.destroy();
    },
    counts,
  };
}
