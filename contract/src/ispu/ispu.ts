import { ispuCategoryOf, type IspuCategory } from "./category.ts";
import { dayMeanOf, ISPU_COMPLETE_RATIO, type DayMean, type HourMean } from "./day-mean.ts";
import { ISPU_PARAMETERS, type IspuParameter } from "./parameter.ts";
import { subIndexOf, type SubIndex } from "./sub-index.ts";

/** What one parameter says of a day. */
export interface IspuPart extends SubIndex, DayMean {
  parameter: IspuParameter;
  /** Too few hours for a final value. */
  provisional: boolean;
}

export interface Ispu {
  /** Whole number, 0 to 500. */
  index: number;
  /** Shown as ">500". */
  beyondScale: boolean;
  category: IspuCategory;
  /** The parameter with the highest sub-index. */
  critical: IspuParameter;
  /** Of the critical parameter. */
  completenessRatio: number;
  provisional: boolean;
  /** Every parameter that was measured enough, in the order of the table. */
  measured: readonly IspuPart[];
}

/** The 24 hours that end now, by parameter; one that the station does not measure is absent. */
export type IspuHours = Readonly<Partial<Record<IspuParameter, readonly HourMean[]>>>;

/** Rounded last, half up, as the index is published. */
export const roundedIndex = (index: number): number => Math.round(index);

function partOf(
  parameter: IspuParameter,
  hours: readonly HourMean[],
  completeRatioMin: number,
): IspuPart | null {
  const day = dayMeanOf(hours);
  if (!day) return null;
  const provisional = day.completenessRatio < completeRatioMin;
  return { parameter, ...subIndexOf(parameter, day.meanUgM3), ...day, provisional };
}

/**
 * The index of a station over 24 hours: the highest sub-index counts and its parameter is the
 * critical one. The category is that of the rounded index, because the regulation's ranges are of
 * whole numbers and what is shown must not contradict itself. Null when no parameter was measured
 * for long enough.
 *
 * @param completeRatioMin share of the hours below which a value is provisional.
 * @throws RangeError for a mean below zero.
 */
export function ispuOf(hours: IspuHours, completeRatioMin = ISPU_COMPLETE_RATIO): Ispu | null {
  const measured: IspuPart[] = [];
  let critical: IspuPart | null = null;
  for (const parameter of ISPU_PARAMETERS) {
    const own = hours[parameter];
    const part = own && partOf(parameter, own, completeRatioMin);
    if (!part) continue;
    measured.push(part);
    const isHigher = critical === null || part.index > critical.index;
    if (isHigher || (part.beyondScale && critical?.beyondScale === false)) critical = part;
  }
  if (!critical) return null;
  const index = roundedIndex(critical.index);
  return {
    index,
    beyondScale: critical.beyondScale,
    category: ispuCategoryOf(index),
    critical: critical.parameter,
    completenessRatio: critical.completenessRatio,
    provisional: critical.provisional,
    measured,
  };
}
