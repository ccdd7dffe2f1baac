import type { DeviceConfig } from "@resik/contract/payload/downlink";
import { MINUTE_MS, SECOND_MS } from "./calendar.ts";

/** The bin wakes this often to measure; it publishes less often. */
const WAKE_MS = 5 * MINUTE_MS;
const INTERVAL_S = 1_200;
const NEAR_FULL_INTERVAL_S = 600;
const NEAR_FULL_RATIO = 0.8;
/** A level that moved by this much since the last message is told at once. */
const CHANGE_RATIO = 0.05;

/** When a bin's firmware tells what it measured. */
export interface BinReport {
  /** Time between two measurements, milliseconds. */
  wakeMs(): number;
  /** `fillRatio` is null when there was no level to measure. */
  isDue(atMs: number, fillRatio: number | null): boolean;
  published(atMs: number, fillRatio: number | null): void;
  configure(config: DeviceConfig): void;
  /** After a boot the next measurement is told, whatever it is. */
  reset(): void;
}

export function createBinReport(intervalS: number = INTERVAL_S): BinReport {
  let intervalMs = intervalS * SECOND_MS;
  let nearFullIntervalMs = Math.min(intervalMs, NEAR_FULL_INTERVAL_S * SECOND_MS);
  let nearFullRatio = NEAR_FULL_RATIO;
  let publishedMs = -Infinity;
  let publishedRatio = 0;
  const wakeMs = (): number => Math.min(WAKE_MS, intervalMs, nearFullIntervalMs);

  return {
    wakeMs,
    isDue(atMs, fillRatio) {
      const isNearFull = (fillRatio ?? publishedRatio) >= nearFullRatio;
      // Half a wake of slack: the interval is met by the nearest wake, never a whole wake later.
      const dueMs = publishedMs + (isNearFull ? nearFullIntervalMs : intervalMs) - wakeMs() / 2;
      if (atMs >= dueMs) return true;
      return fillRatio !== null && Math.abs(fillRatio - publishedRatio) >= CHANGE_RATIO;
    },
    published(atMs, fillRatio) {
      publishedMs = atMs;
      if (fillRatio !== null) publishedRatio = fillRatio;
    },
    configure(config) {
      if (config.intervalS !== undefined) intervalMs = config.intervalS * SECOND_MS;
      const nearFullIntervalS = config.nearFullIntervalS ?? NEAR_FULL_INTERVAL_S;
      nearFullIntervalMs = Math.min(intervalMs, nearFullIntervalS * SECOND_MS);
      nearFullRatio = config.nearFullRatio ?? nearFullRatio;
    },
    reset: () => {
      publishedMs = -Infinity;
    },
  };
}
