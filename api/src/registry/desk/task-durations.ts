/** How long something took, over many cases. Seconds; null without any. */
export interface DurationFigures {
  count: number;
  medianS: number | null;
  p90S: number | null;
}

const MS_PER_S = 1_000;

/**
 * The median (of an even number of times the mean of the middle two) and the ninth decile by
 * nearest rank: the smallest time that at least nine in ten do not exceed.
 */
export function summarize(timesMs: readonly number[]): DurationFigures {
  const sorted = timesMs.toSorted((a, b) => a - b);
  const count = sorted.length;
  const low = sorted[Math.floor((count - 1) / 2)];
  const high = sorted[Math.ceil((count - 1) / 2)];
  const ninth = sorted[Math.ceil((count * 9) / 10) - 1];
  if (low === undefined || high === undefined || ninth === undefined) {
    return { count, medianS: null, p90S: null };
  }
  return { count, medianS: (low + high) / 2 / MS_PER_S, p90S: ninth / MS_PER_S };
}
