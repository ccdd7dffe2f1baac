import type { Clock } from "@resik/kit/clock";
import type { MqttLink } from "../mqtt/link.ts";
import { createBell } from "./bell.ts";

/** After a failure; doubles up to the maximum, for ever. */
const BACKOFF_MS_MIN = 250;
const BACKOFF_MS_MAX = 30_000;

/** A message for the broker's inbox. */
export interface Announcement {
  topic: string;
  payload: string;
}

/**
 * What one step came to. `more`: there may be more to do; `end`: nothing is left; `away`: there is
 * no broker; `failure`: it did not acknowledge, or what there is to say could not be read.
 */
export type Outcome = "more" | "end" | "away" | { failure: string };

export interface Follower {
  /** There is something new. */
  wake(): void;
  /** Ends without waiting for the broker. */
  stop(): Promise<void>;
}

export interface FollowerOptions {
  link: Pick<MqttLink, "onConnect">;
  clock: Clock;
  /** It looks for something to do this often though nobody woke it. */
  lookEveryMs: number;
  /** Does a part of the work; ends early when the signal aborts. */
  step(signal: AbortSignal): Promise<Outcome>;
  onFailure(detail: string, retryMs: number): void;
}

/**
 * Works off what there is to announce, again and again: at a wake, when the broker is back, after a
 * while. What it must not forget stands elsewhere, so ending it loses nothing.
 */
export function startFollower(options: FollowerOptions): Follower {
  const { link, clock, lookEveryMs, step, onFailure } = options;
  const stopping = new AbortController();
  const bell = createBell(clock, stopping.signal);

  async function run(): Promise<void> {
    let failures = 0;
    while (!stopping.signal.aborted) {
      bell.hush();
      const outcome = await step(stopping.signal).catch((error: unknown) => ({
        failure: String(error),
      }));
      if (typeof outcome === "string") failures = 0;
      if (outcome === "end") await bell.rest(lookEveryMs, ["posted", "connected"]);
      if (outcome === "away") await bell.rest(lookEveryMs, ["connected"]);
      if (typeof outcome === "string" || stopping.signal.aborted) continue;
      const retryMs = Math.min(BACKOFF_MS_MIN * 2 ** Math.min(failures++, 10), BACKOFF_MS_MAX);
      onFailure(outcome.failure, retryMs);
      await bell.rest(retryMs, ["connected"]);
    }
  }

  link.onConnect(() => bell.ring("connected"));
  const running = run();
  return {
    wake: () => bell.ring("posted"),
    async stop() {
      stopping.abort();
      await running;
    },
  };
}

/**
 * Sends messages at once and waits for the PUBACK of each.
 *
 * @returns null when all are acknowledged, `stopped` when the signal came first, else the failure.
 */
export async function sendAll(
  link: Pick<MqttLink, "publish">,
  messages: readonly Announcement[],
  signal: AbortSignal,
): Promise<null | "stopped" | { failure: string }> {
  if (signal.aborted) return "stopped";
  const forgetting = new AbortController();
  const stopped = new Promise<"stopped">((resolve) =>
    signal.addEventListener("abort", () => resolve("stopped"), { signal: forgetting.signal }),
  );
  const acks = messages.map(({ topic, payload }) => link.publish(topic, payload));
  const sent = await Promise.race([Promise.all(acks), stopped]);
  forgetting.abort();
  if (sent === "stopped") return "stopped";
  const refused = sent.find((ack) => !ack.ok);
  return refused && !refused.ok ? { failure: refused.detail } : null;
}
