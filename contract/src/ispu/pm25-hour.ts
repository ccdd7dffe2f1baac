import { ispuCategoryOf, type IspuCategory } from "./category.ts";
import { roundedIndex } from "./ispu.ts";
import { subIndexOf } from "./sub-index.ts";

/**
 * The category that one hour's PM2.5 would have if it lasted all day. It is no ISPU: in smoke the
 * two differ by half, so it is always shown apart and under its own name, as BMKG does.
 *
 * @param meanUgM3 mean of the hour.
 * @throws RangeError below zero.
 */
export const pm25HourCategory = (meanUgM3: number): IspuCategory =>
  ispuCategoryOf(roundedIndex(subIndexOf("pm25", meanUgM3).index));
