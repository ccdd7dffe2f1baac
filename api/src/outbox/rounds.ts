import type { Clock } from "@resik/kit/clock";
import type { MqttLink } from "../mqtt/link.ts";
import { sendAll, startFollower, type Announcement, type Follower } from "./follower.ts";

/** A round may be due, or another program may have changed something. */
const LOOK_EVERY_MS = 60_000;

export interface RoundsOptions {
  link: Pick<MqttLink, "onConnect" | "isConnected" | "publish">;
  clock: Clock;
  /** From the beginning of a round to that of the next; the first one begins at once. */
  roundMs: number;
  /** Everything there is to say, in windows that wait for their PUBACKs together. */
  round(): AsyncGenerator<Announcement[]>;
  /** What changed since it was last asked; it goes before the rest of a round. */
  changes(): Promise<Announcement[]>;
  onSent(messages: number): void;
  onFailure(detail: string, retryMs: number): void;
}

/**
 * Says again and again how things are, and at once what changed. A window that was not acknowledged
 * is sent once more as it was, so it stays the same readings. Nothing is kept on disk: a new start
 * says everything anyway.
 */
export function startRounds(options: RoundsOptions): Follower {
  const { link, clock, roundMs, onSent, onFailure } = options;
  let running: AsyncGenerator<Announcement[]> | null = null;
  let begunAtMs: number | null = null;
  let unsent: Announcement[] = [];

  async function nextOfRound(): Promise<Announcement[]> {
    const nowMs = clock.monotonicMs();
    if (!running && (begunAtMs === null || nowMs - begunAtMs >= roundMs)) {
      running = options.round();
      begunAtMs = nowMs;
    }
    if (!running) return [];
    try {
      const window = await running.next();
      if (window.done !== true) return window.value;
      running = null;
      return [];
    } catch (error) {
      // A round that broke off begins again: what it had left was said by nobody.
      running = null;
      begunAtMs = null;
      throw error;
    }
  }

  return startFollower({
    link,
    clock,
    lookEveryMs: Math.min(LOOK_EVERY_MS, roundMs),
    onFailure,
    async step(signal) {
      if (!link.isConnected()) return "away";
      if (unsent.length === 0) unsent = await options.changes();
      if (unsent.length === 0) unsent = await nextOfRound();
      if (unsent.length === 0) return running ? "more" : "end";
      const sent = await sendAll(link, unsent, signal);
      if (sent === "stopped") return "more";
      if (sent !== null) return sent;
      onSent(unsent.length);
      unsent = [];
      return "more";
    },
  });
}
