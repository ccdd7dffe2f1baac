import { ROLLUP_MS } from "@resik/contract/series";
import type { PendingSeries } from "./pending-hours.ts";

/** Hours of one series that are known; those between `fromMs` and the newest that was read. */
export interface KnownHours {
  fromMs: number;
  values: Map<number, readonly (number | null)[]>;
}

/**
 * What was read of the newest hours of each series. An hour cannot change without being told as
 * touched and read anew, so that nothing here is ever out of date; and of a thousand stations only
 * the hour that goes on has to be read every half minute. At the maximum the series that was used
 * longest ago goes: it is read in full the next time.
 */
export interface HourCache {
  get(series: PendingSeries): KnownHours | undefined;
  /** Keeps what is needed to derive the newest hours; older ones are forgotten. */
  set(series: PendingSeries, known: KnownHours, keepFromMs: number): void;
  forget(series: PendingSeries): void;
}

export function createHourCache(seriesMax: number): HourCache {
  const known = new Map<string, KnownHours>();
  const keyOf = ({ site, device }: PendingSeries): string => `${site}/${device}`;

  return {
    get: (series) => known.get(keyOf(series)),
    set(series, { fromMs, values }, keepFromMs) {
      const key = keyOf(series);
      for (let hourMs = fromMs; hourMs < keepFromMs; hourMs += ROLLUP_MS) values.delete(hourMs);
      known.delete(key);
      known.set(key, { fromMs: Math.max(fromMs, keepFromMs), values });
      if (known.size <= seriesMax) return;
      const [oldest] = known.keys();
      if (oldest !== undefined) known.delete(oldest);
    },
    forget: (series) => void known.delete(keyOf(series)),
  };
}
