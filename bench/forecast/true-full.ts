import { BIN_FULL_RATIO } from "@resik/contract/bin/fill-cycle";
import type { RealFill } from "./bin-record.ts";

/** More than settling takes in five minutes: the crew was there. */
const EMPTIED_DROP = 0.05;
/** Below this a full bin is one that can become full again. */
const AGAIN_RATIO = 0.8;

export interface TrueFull {
  /** When the bin became full, nobody having emptied or burned it since `sinceMs`. */
  atMs: number;
  sinceMs: number;
}

const isUpset = (before: RealFill, now: RealFill): boolean =>
  now.isBurning || now.fillRatio < before.fillRatio - EMPTIED_DROP;

/** The times at which a bin really became full. */
export function trueFulls(real: readonly RealFill[]): TrueFull[] {
  const fulls: TrueFull[] = [];
  let sinceMs = real[0]?.atMs ?? 0;
  let isArmed = (real[0]?.fillRatio ?? 1) < AGAIN_RATIO;
  real.forEach((now, index) => {
    const before = real[index - 1] ?? now;
    if (isUpset(before, now)) sinceMs = now.atMs;
    if (now.fillRatio < AGAIN_RATIO) isArmed = true;
    if (!isArmed || now.fillRatio < BIN_FULL_RATIO) return;
    fulls.push({ atMs: now.atMs, sinceMs });
    isArmed = false;
  });
  return fulls;
}

/**
 * When a bin would have become full had nobody emptied it: when as much waste had come as was
 * missing. Crews come before most bins are full; to judge forecasts only by the bins they missed
 * would favour those that say "soon".
 *
 * @returns null when it was full, when it burned before, or when the record ends before.
 */
export function wouldBeFullMs(real: readonly RealFill[], atMs: number): number | null {
  const start = indexAt(real, atMs);
  let level = real[start]?.fillRatio ?? 1;
  if (level >= BIN_FULL_RATIO) return null;
  for (let index = start + 1; index < real.length; index++) {
    const [before, now] = [real[index - 1], real[index]];
    if (!before || !now || now.isBurning) return null;
    if (!isUpset(before, now)) level += now.fillRatio - before.fillRatio;
    if (level >= BIN_FULL_RATIO) return now.atMs;
  }
  return null;
}

/** The last observation at or before an instant. */
export function indexAt(real: readonly RealFill[], atMs: number): number {
  let [low, high] = [0, real.length - 1];
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((real[middle]?.atMs ?? Infinity) <= atMs) low = middle;
    else high = middle - 1;
  }
  return low;
}
