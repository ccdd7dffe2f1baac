import type { Clock } from "@resik/kit/clock";
import { CommandError } from "../context.ts";

const POLL_MS = 250;
/** Without a further message for so long something is wrong. */
const PATIENCE_MS = 30_000;

/** What becomes of a message in ingest; together they are all it has dealt with. */
const DONE_METRICS: ReadonlySet<string> = new Set([
  "ingest_readings_stored_total",
  "ingest_readings_duplicate_total",
  "ingest_messages_quarantined_total",
]);

/** Those of them that no device sent: announcements of the api and reports of the broker. */
const SERVICE_METRIC = "ingest_service_readings_total";

/** Sums the counters of devices' messages that ingest has dealt with, from its metrics in text. */
export function countIngested(metricsText: string): number {
  let messages = 0;
  for (const line of metricsText.split("\n")) {
    const match = /^(\w+)(?:\{[^}]*\})? (\d+(?:\.\d+)?(?:e\+?\d+)?)$/.exec(line);
    if (match?.[1] !== undefined && DONE_METRICS.has(match[1])) messages += Number(match[2]);
    if (match?.[1] === SERVICE_METRIC) messages -= Number(match[2]);
  }
  return messages;
}

export interface WaitOptions {
  clock: Clock;
  metricsUrl: string;
  messages: number;
  onProgress(messages: number): void;
  signal: AbortSignal;
}

/** Resolves when ingest has dealt with so many messages. */
export async function waitUntilIngested(options: WaitOptions): Promise<void> {
  const { clock, metricsUrl, messages, onProgress, signal } = options;
  let lastCount = -1;
  let lastChangeMs = clock.monotonicMs();
  while (!signal.aborted) {
    const count = (await readCount(metricsUrl, signal)) ?? lastCount;
    onProgress(Math.max(0, count));
    if (count >= messages) return;
    const nowMs = clock.monotonicMs();
    if (count !== lastCount) lastChangeMs = nowMs;
    lastCount = count;
    if (nowMs - lastChangeMs > PATIENCE_MS) {
      throw new CommandError(
        `Ingest has stored ${Math.max(0, count)} of ${messages} messages and no further one for ` +
          `${PATIENCE_MS / 1_000} seconds.`,
      );
    }
    await clock.sleep(POLL_MS, signal);
  }
}

/** Null while ingest does not answer: the supervisor is about to start it again, or patience ends. */
async function readCount(metricsUrl: string, signal: AbortSignal): Promise<number | null> {
  try {
    const response = await fetch(metricsUrl, { signal });
    return countIngested(await response.text());
  } catch {
    return null;
  }
}
