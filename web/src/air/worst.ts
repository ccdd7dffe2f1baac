import { ISPU_CATEGORY_IDS, type IspuCategoryId } from "@resik/contract/ispu/category";
import type { AirHour, AirIndex, AirStation } from "./parse-ispu.ts";

const rankOf = (category: IspuCategoryId): number => ISPU_CATEGORY_IDS.indexOf(category);

const levelOf = ({ day }: AirStation): number =>
  day === null ? -1 : day.index + (day.beyondScale ? 1 : 0);

/** The worst index first, those without one last, of equal ones in the order they came. */
export const worstFirst = (stations: readonly AirStation[]): AirStation[] =>
  [...stations].sort((left, right) => levelOf(right) - levelOf(left));

/**
 * The category that people should act by: smoke shows in the last hour long before it shows in the
 * mean of 24, so the worse of the two counts. Null when neither is known.
 */
export function categoryToActBy(day: AirIndex | null, hour: AirHour | null): IspuCategoryId | null {
  if (day === null || hour === null) return day?.category ?? hour?.category ?? null;
  return rankOf(hour.category) > rankOf(day.category) ? hour.category : day.category;
}

/** The station whose last hour was worse than any station's 24 hours; null when none was. */
export function worstHour(
  stations: readonly AirStation[],
): { station: AirStation; hour: AirHour } | null {
  const dayRank = Math.max(-1, ...stations.map(({ day }) => (day ? rankOf(day.category) : -1)));
  let worst: { station: AirStation; hour: AirHour } | null = null;
  for (const station of stations) {
    const { hour } = station;
    if (hour === null || rankOf(hour.category) <= dayRank) continue;
    if (worst === null || hour.pm25UgM3 > worst.hour.pm25UgM3) worst = { station, hour };
  }
  return worst;
}
