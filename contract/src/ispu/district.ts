import { medianOf } from "../health/median.ts";
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
  const middle = medianOf(indexes);
  return {
    worst: worst?.station ?? null,
    medianIndex: middle === null ? null : roundedIndex(middle),
    // Every id has its count from the start.
    byCategory: byCategory as Record<IspuCategoryId, number>,
    without: stations.length - indexes.length,
  };
}
