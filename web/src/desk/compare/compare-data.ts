import type { SeriesColumn } from "../../edge/parse-series.ts";

/** Several stations over the same moments; null where one said nothing. */
export interface CompareData {
  everyS: number;
  atMs: number[];
  /** In the order asked for. */
  lines: { device: string; values: (number | null)[] }[];
}

/** Puts columns of different moments on one time line. */
export function joinColumns(
  columns: readonly { device: string; column: SeriesColumn }[],
): CompareData {
  const atMs = [...new Set(columns.flatMap(({ column }) => column.atMs))].sort((a, b) => a - b);
  const lines = columns.map(({ device, column }) => {
    const valueByAt = new Map(column.atMs.map((at, index) => [at, column.values[index] ?? null]));
    return { device, values: atMs.map((at) => valueByAt.get(at) ?? null) };
  });
  return { everyS: columns[0]?.column.everyS ?? 0, atMs, lines };
}

export interface LineFigures {
  min: number;
  mean: number;
  max: number;
  last: number;
}

/** Null for a station that said nothing in the range. */
export function figuresOf(values: readonly (number | null)[]): LineFigures | null {
  const said = values.filter((value) => value !== null);
  const last = said[said.length - 1];
  if (last === undefined) return null;
  return {
    min: said.reduce((low, value) => Math.min(low, value), Infinity),
    mean: said.reduce((sum, value) => sum + value, 0) / said.length,
    max: said.reduce((high, value) => Math.max(high, value), -Infinity),
    last,
  };
}
