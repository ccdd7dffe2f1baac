import { isFiniteNumber, isShape } from "./shape.ts";

/** One field of one device over time, in order; `values[i]` belongs to `atMs[i]`. */
export interface SeriesColumn {
  everyS: number;
  atMs: number[];
  values: (number | null)[];
}

/**
 * Takes one field of one device out of the answer of `GET open/series`. A device without readings
 * in the range gives empty columns; null when the answer has another shape.
 */
export function parseSeries(value: unknown, device: string, field: string): SeriesColumn | null {
  if (!isShape(value) || !isFiniteNumber(value.everyS) || !Array.isArray(value.series)) return null;
  const everyS = value.everyS;
  for (const entry of value.series) {
    if (!isShape(entry)) return null;
    if (entry.device !== device) continue;
    const { at, values } = entry;
    if (!Array.isArray(at) || !at.every(isFiniteNumber) || !isShape(values)) return null;
    const column = values[field] ?? at.map(() => null);
    if (!Array.isArray(column) || column.length !== at.length) return null;
    if (!column.every((item) => item === null || isFiniteNumber(item))) return null;
    return { everyS, atMs: at, values: column };
  }
  return { everyS, atMs: [], values: [] };
}
