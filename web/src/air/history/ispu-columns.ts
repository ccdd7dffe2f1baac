import { ISPU_CATEGORY_IDS, type IspuCategoryId } from "@resik/contract/ispu/category";
import type { AirHistory } from "../parse-ispu.ts";

/** What the chart draws: columns of equal length, in order of time; null is a gap. */
export interface IspuColumns {
  atMs: number[];
  index: (number | null)[];
  beyondScale: boolean[];
  category: (IspuCategoryId | null)[];
}

const HOUR_MS = 3_600_000;

/** Puts a gap wherever hours are missing, so that no line is drawn over what nobody measured. */
export function columnsOf(history: AirHistory): IspuColumns {
  const columns: IspuColumns = { atMs: [], index: [], beyondScale: [], category: [] };
  let beforeMs: number | null = null;
  for (const [row, atMs] of history.at.entries()) {
    if (beforeMs !== null && atMs - beforeMs > HOUR_MS) {
      columns.atMs.push(beforeMs + HOUR_MS);
      columns.index.push(null);
      columns.beyondScale.push(false);
      columns.category.push(null);
    }
    columns.atMs.push(atMs);
    columns.index.push(history.index[row] ?? null);
    columns.beyondScale.push(history.beyondScale[row] ?? false);
    columns.category.push(history.category[row] ?? null);
    beforeMs = atMs;
  }
  return columns;
}

export interface IspuExtremes {
  low: number;
  high: number;
  isBeyond: boolean;
  /** Hours in each category that came up, best first. */
  hours: { category: IspuCategoryId; count: number }[];
}

/** Lowest, highest and the hours in each category; null where there is no index at all. */
export function extremesOf(history: AirHistory): IspuExtremes | null {
  if (history.index.length === 0) return null;
  const counts = new Map<IspuCategoryId, number>();
  for (const category of history.category) {
    counts.set(category, (counts.get(category) ?? 0) + 1);
  }
  return {
    low: history.index.reduce((low, index) => Math.min(low, index), Infinity),
    high: history.index.reduce((high, index) => Math.max(high, index), 0),
    isBeyond: history.beyondScale.some(Boolean),
    hours: ISPU_CATEGORY_IDS.flatMap((category) => {
      const count = counts.get(category);
      return count === undefined ? [] : [{ category, count }];
    }),
  };
}
