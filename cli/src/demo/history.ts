import { runBackfill } from "@resik/firmware-sim/backfill";
import type { Fleet } from "@resik/firmware-sim/fleet";
import type { Clock } from "@resik/kit/clock";
import { CommandError } from "../context.ts";
import { HISTORY_INTERVAL_S } from "./fleet.ts";

const DAY_S = 86_400;
/** Weighings of a scale on a day of the demo, for the percentage only. */
const WEIGHINGS_PER_DAY = 40;

/** About how many messages the history of a fleet has: for the percentage only. */
export function expectedMessages(fleet: Fleet, days: number): number {
  const perDay = fleet.devices.map(({ kind }) =>
    kind === "scale" ? WEIGHINGS_PER_DAY : DAY_S / HISTORY_INTERVAL_S[kind],
  );
  return Math.max(1, Math.round(days * perDay.reduce((sum, messages) => sum + messages, 0)));
}

export interface HistoryOptions {
  fleet: Fleet;
  days: number;
  endMs: number;
  clock: Clock;
  onAcked(messages: number): void;
  signal: AbortSignal;
}

/** Writes the history over MQTT as the devices would have; gives the messages on the broker's disk. */
export async function writeHistory(options: HistoryOptions): Promise<number> {
  const { fleet, days, endMs, clock, onAcked, signal } = options;
  const report = await runBackfill({
    fleet,
    days,
    endMs,
    clock,
    signal,
    onProgress: ({ acked }) => onAcked(acked),
  });
  if (!report.ok) {
    throw new CommandError(`The broker does not take the demo's history: ${report.detail}.`);
  }
  return report.value.messages;
}
