import type { Quality } from "@resik/contract/payload/quality";
import type { Station } from "../edge/station.ts";

/** From here a bin counts as nearly full, and from the second as full. */
export const NEARLY_FULL_RATIO = 0.8;
export const FULL_RATIO = 0.95;

export type FillLevel = "room" | "nearly-full" | "full";

export function fillLevelOf(fillRatio: number): FillLevel {
  if (fillRatio >= FULL_RATIO) return "full";
  return fillRatio >= NEARLY_FULL_RATIO ? "nearly-full" : "room";
}

/** Qualities whose readings say nothing of the level. */
const WITHOUT_LEVEL: ReadonlySet<Quality> = new Set(["no-echo", "blind-zone", "sensor-fault"]);

/**
 * The level a bin reports, null when it reports none. No echo is never a level, whatever number a
 * device may have sent with it; in the blind zone and with a faulty sensor there is none either.
 */
export function fillRatioOf(station: Station): number | null {
  const { kind, latest } = station;
  if (kind !== "bin" || latest === null) return null;
  if (WITHOUT_LEVEL.has(latest.quality)) return null;
  return latest.fields.fillRatio ?? null;
}
