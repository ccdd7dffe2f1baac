import type { FillSample } from "@resik/contract/bin/fill-cycle";

const HOUR_MS = 3_600_000;

/** Before samples span this long, their noise would be a rate: two hours of ±1 cm are 2 % an hour. */
export const RATE_SPAN_MS_MIN = 3 * HOUR_MS;

/**
 * How fast a bin fills: the median of the slopes between each sample of the first half and its
 * counterpart in the second (Theil's incomplete method, 1950), so that up to a quarter of the
 * samples may be wrong, a bag thrown in is spread over time, and the cost stays linear but for a
 * sort. Never below 0: waste does not grow less. 0 too while there are too few samples to say.
 *
 * @param samples of one cycle in order of time.
 * @returns fill ratio an hour.
 */
export function fillRatePerH(samples: readonly FillSample[]): number {
  const [first, last] = [samples[0], samples.at(-1)];
  if (!first || !last || last.atMs - first.atMs < RATE_SPAN_MS_MIN) return 0;
  const half = Math.ceil(samples.length / 2);
  const slopes: number[] = [];
  for (let index = 0; index + half < samples.length; index++) {
    const [from, to] = [samples[index], samples[index + half]];
    if (!from || !to || to.atMs <= from.atMs) continue;
    slopes.push(((to.fillRatio - from.fillRatio) * HOUR_MS) / (to.atMs - from.atMs));
  }
  return Math.max(0, medianOf(slopes));
}

function medianOf(values: number[]): number {
  if (values.length === 0) return 0;
  values.sort((a, b) => a - b);
  const [low, high] = [(values.length - 1) >> 1, values.length >> 1];
  return ((values[low] ?? 0) + (values[high] ?? 0)) / 2;
}
