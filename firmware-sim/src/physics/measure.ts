import type { Random } from "@resik/kit/random";

/** Limits a value to [low, high]. */
export const clamp = (value: number, low: number, high: number): number =>
  Math.min(high, Math.max(low, value));

/** Rounds to a number of decimals; never gives minus zero, which JSON would print as 0. */
export function roundTo(value: number, decimals: number): number {
  const factor = 10 ** decimals;
  return Math.round(value * factor) / factor + 0;
}

/** Normal noise that never leaves ±`limit`; two standard deviations reach it. */
export const boundedNoise = (random: Random, limit: number): number =>
  clamp((random.gaussian() * limit) / 2, -limit, limit);
