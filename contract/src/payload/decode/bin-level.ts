import type { ForeignPayloadFormat } from "../format.ts";
import type { Quality } from "../quality.ts";

/** An echo from so much farther than the floor is none of this bin. */
const BEYOND_FLOOR_FACTOR = 1.1;

export interface BinLevel {
  /** Fields of the level; none where there is nothing to tell. */
  fields: Record<string, number>;
  quality: Quality;
}

/**
 * The level of a bin from what its sensor says, as our own devices tell it: fill from the distance
 * and the depth of the bin. What was no measurement is never a level, neither empty nor full.
 */
export function binLevel(
  seen: { distanceMm: number | undefined; fillRatio: number | undefined; noEcho: boolean },
  format: Pick<ForeignPayloadFormat, "binDepthMm" | "blindZoneMm">,
): BinLevel {
  const { distanceMm, fillRatio, noEcho } = seen;
  const { binDepthMm, blindZoneMm } = format;
  const depth = binDepthMm === undefined ? {} : { depthMm: binDepthMm };
  if (noEcho) return { fields: depth, quality: "no-echo" };
  const ratio = fillRatio === undefined ? {} : { fillRatio };
  if (distanceMm === undefined) return { fields: ratio, quality: "ok" };
  // Below zero is no distance, however near: it stays in, and the bounds of the field refuse it.
  if (blindZoneMm !== undefined && distanceMm >= 0 && distanceMm < blindZoneMm) {
    return { fields: depth, quality: "blind-zone" };
  }
  if (binDepthMm === undefined) return { fields: { distanceMm, ...ratio }, quality: "ok" };
  if (distanceMm > binDepthMm * BEYOND_FLOOR_FACTOR) return { fields: depth, quality: "no-echo" };
  const computed = Math.min(1, Math.max(0, 1 - distanceMm / binDepthMm));
  return {
    fields: { distanceMm, ...depth, fillRatio: fillRatio ?? Number(computed.toFixed(4)) },
    quality: "ok",
  };
}
