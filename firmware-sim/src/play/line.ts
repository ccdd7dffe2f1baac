import type { Random } from "@resik/kit/random";
import { KEEPALIVE_S } from "../device/options.ts";
import { OUTBOX_MESSAGES_MAX, type OutboxMessage } from "../outbox/outbox.ts";
import { SECOND_MS } from "../physics/calendar.ts";
import type { PlayedMessage } from "./play-device.ts";

/** A broker gives a client up after one and a half keep-alives without a word. */
const PATIENCE_MS = 1.5 * KEEPALIVE_S * SECOND_MS;
/** Between two messages of a backlog. */
const BACKLOG_EVERY_MS = 25;
const WAY_MS_MIN = 40;
const WAY_MS_MAX = 900;

export interface LineOptions {
  site: string;
  random: Random;
  /** Chance that a message is sent twice with the same bytes. */
  duplicateChance: number;
}

/** The way from one device to the broker. */
export interface Line {
  /** Sends a message, or keeps it until there is a connection. */
  put(atMs: number, message: OutboxMessage, real: PlayedMessage["real"]): void;
  /** Connects: what waited is sent first. */
  up(atMs: number, will: OutboxMessage): void;
  /** Breaks off without a word: the broker notices later and sends the will. */
  down(atMs: number): void;
  isUp(): boolean;
  /** What the broker received before this time since the last call, in order. */
  take(toMs: number): PlayedMessage[];
}

interface Queued {
  message: OutboxMessage;
  real: PlayedMessage["real"];
}

export function createLine({ site, random, duplicateChance }: LineOptions): Line {
  const outbox: Queued[] = [];
  const received: PlayedMessage[] = [];
  let isUp = false;
  let freeAtMs = -Infinity;
  let will: OutboxMessage | null = null;

  function receive(atMs: number, { message, real }: Queued): void {
    const { device, channel, topic, payload, retain } = message;
    received.push({ atMs, site, device, channel, topic, payload, retain, real });
  }
  function flush(atMs: number): void {
    for (const queued of outbox.splice(0)) {
      const onWayMs = random.between(WAY_MS_MIN, WAY_MS_MAX);
      freeAtMs = Math.max(freeAtMs + BACKLOG_EVERY_MS, atMs + onWayMs);
      receive(freeAtMs, queued);
      if (random.chance(duplicateChance)) receive(freeAtMs + 1, queued);
    }
  }
  return {
    put(atMs, message, real) {
      // As the firmware's outbox: the oldest gives way.
      if (outbox.length >= OUTBOX_MESSAGES_MAX) outbox.shift();
      outbox.push({ message, real });
      if (isUp) flush(atMs);
    },
    up(atMs, lastWill) {
      isUp = true;
      will = lastWill;
      flush(atMs);
    },
    down(atMs) {
      if (!isUp) return;
      isUp = false;
      // Its last word or ping was at most one keep-alive ago.
      const noticedMs = atMs + PATIENCE_MS - random.float() * KEEPALIVE_S * SECOND_MS;
      if (will) receive(Math.max(noticedMs, freeAtMs), { message: will, real: null });
      will = null;
    },
    isUp: () => isUp,
    take(toMs) {
      received.sort((one, other) => one.atMs - other.atMs);
      const until = received.findIndex(({ atMs }) => atMs >= toMs);
      return received.splice(0, until === -1 ? received.length : until);
    },
  };
}
