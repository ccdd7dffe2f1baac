import { ISPU_CATEGORY_IDS, type IspuCategoryId } from "./category.ts";
import { roundedIndex } from "./ispu.ts";

/** What one station says for the district; null where it has no index now. */
export interface StationIndex<Id extends string> {
  station: Id;
  index: { index: number; beyondScale: boolean; category: IspuCategoryId } | null;
}

export interface DistrictIspu<Id extends string> {
  /** The station with the highest index, the first of several; null without any index. */
  worst: Id | null;
  medianIndex: number | null;
  byCategory: Record<IspuCategoryId, number>;
  /** Stations without an index. */
  without: number;
}

/**
 * The district's air out of its stations'. The worst speaks for it, as the highest parameter does
 * for a station: somebody breathes there. A station that says nothing is counted as such and takes
 * no part, neither as clean nor as dirty.
 */
export function districtIspuOf<Id extends string>(
  stations: readonly StationIndex<Id>[],
): DistrictIspu<Id> {
  const byCategory = Object.fromEntries(ISPU_CATEGORY_IDS.map((id) => [id, 0]));
  const indexes: number[] = [];
  let worst: { station: Id; index: number; beyondScale: boolean } | null = null;
  for (const { station, index } of stations) {
    if (index === null) continue;
    indexes.push(index.index);
    byCategory[index.category] = (byCategory[index.category] ?? 0) + 1;
    const isWorse =
      worst === null ||
      index.index > worst.index ||
      (index.index === worst.index && index.beyondScale && !worst.beyondScale);
    if (isWorse) worst = { station, index: index.index, beyondScale: index.beyondScale };
  }
  return {
    worst: worst?.station ?? null,
    medianIndex: medianOf(indexes),
    // Every id has its count from the start.
    byCategory: byCategory as Record<IspuCategoryId, number>,
    without: stations.length - indexes.length,
  };
}

/** The middle one, or the rounded mean of the middle two. */
function medianOf(values: readonly number[]): number | null {
  const sorted = [...values].sort((left, right) => left - right);
  const upper = sorted[Math.floor(sorted.length / 2)];
  const lower = sorted[Math.ceil(sorted.length / 2) - 1];
  return upper === undefined || lower === undefined ? null : roundedIndex((lower + upper) / 2);
}
