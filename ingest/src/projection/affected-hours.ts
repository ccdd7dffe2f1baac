import { ROLLUP_MS } from "@resik/contract/series";
import type { Derivation } from "./derivation.ts";
import type { HourCache, KnownHours } from "./hour-cache.ts";
import type { PendingSeries } from "./pending-hours.ts";

/** Values that one question may bring, so that an answer stays some megabytes at most. */
const VALUES_MAX = 50_000;
/** Devices of one question. */
const DEVICES_MAX = 50;

/** One question to the store: the same hours of some series. */
export interface Read {
  fromMs: number;
  /** Exclusive. */
  toMs: number;
  series: SeriesWork[];
}

export interface SeriesWork {
  series: PendingSeries;
  /** The hours whose points depend on those that changed, in order. */
  affected: number[];
  /** What is known of the series; the answer of the question belongs into it. */
  hours: KnownHours;
  /** Nothing newer is missing in `hours` once the answer is there: they may be kept. */
  reachesNow: boolean;
}

/**
 * The hours that depend on changed ones: each of those and as many after it as look back to it, up
 * to the last. A device's clock may run ahead of ours: its own hours always count.
 */
export function affectedHours(
  touched: Iterable<number>,
  hoursAfter: number,
  lastMs: number,
): number[] {
  const affected = new Set<number>();
  for (const hourMs of touched) {
    affected.add(hourMs);
    const endMs = Math.min(lastMs, hourMs + hoursAfter * ROLLUP_MS);
    for (let next = hourMs + ROLLUP_MS; next <= endMs; next += ROLLUP_MS) affected.add(next);
  }
  return [...affected].sort((a, b) => a - b);
}

/** What has to be read for each series, in as few questions as their bounds allow. */
export function* planReads(
  pending: readonly PendingSeries[],
  cache: HourCache,
  derivation: Derivation,
  lastMs: number,
): Generator<Read> {
  const series = pending.map((one) => planSeries(one, cache, derivation, lastMs));
  const byRange = new Map<string, typeof series>();
  for (const one of series) {
    const range = `${one.fromMs}/${one.toMs}`;
    const group = byRange.get(range) ?? [];
    byRange.set(range, group);
    group.push(one);
  }
  for (const group of byRange.values()) {
    const [{ fromMs, toMs } = { fromMs: 0, toMs: 0 }] = group;
    const valuesEach = ((toMs - fromMs) / ROLLUP_MS) * derivation.fields.length;
    const size = Math.max(1, Math.min(DEVICES_MAX, Math.floor(VALUES_MAX / valuesEach)));
    for (let start = 0; start < group.length; start += size) {
      yield { fromMs, toMs, series: group.slice(start, start + size) };
    }
  }
}

function planSeries(
  series: PendingSeries,
  cache: HourCache,
  { hoursBefore }: Derivation,
  lastMs: number,
): SeriesWork & { fromMs: number; toMs: number } {
  const touched = [...series.hours].sort((a, b) => a - b);
  const [firstMs = lastMs, newestMs = lastMs] = [touched[0], touched.at(-1)];
  const affected = affectedHours(touched, hoursBefore, lastMs);
  const neededMs = firstMs - hoursBefore * ROLLUP_MS;
  const known = cache.get(series);
  if (known && known.fromMs <= neededMs) {
    const toMs = newestMs + ROLLUP_MS;
    return { series, affected, hours: known, reachesNow: true, fromMs: firstMs, toMs };
  }
  const toMs = (affected.at(-1) ?? lastMs) + ROLLUP_MS;
  const hours = { fromMs: neededMs, values: new Map<number, (number | null)[]>() };
  return { series, affected, hours, reachesNow: toMs > lastMs, fromMs: neededMs, toMs };
}
