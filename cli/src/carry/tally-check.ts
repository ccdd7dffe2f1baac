import { fieldsOf, type FieldSpec } from "@resik/contract/series";
import type { SeriesTally } from "@resik/readings/port";

/**
 * Sums of floats depend on the order of adding. Two sums are equal when they differ by no more than
 * this share of the larger one, or of the number of readings where the sum is smaller than that.
 */
export const SUM_TOLERANCE = 1e-9;

type SeriesName = Pick<SeriesTally, "channel" | "site" | "device">;

export interface SeriesDifference extends SeriesName {
  /** Null: the series is not there at all. */
  source: number | null;
  target: number | null;
  /** Fields whose sums differ though the counts are equal. */
  fields: string[];
}

export const seriesKey = ({ channel, device, site }: SeriesName): string =>
  `${channel}/${device}/${site}`;

/** Series that are not the same on both sides, in the order of the source. */
export function compareTallies(
  source: readonly SeriesTally[],
  target: readonly SeriesTally[],
): SeriesDifference[] {
  const left = new Map(target.map((tally) => [seriesKey(tally), tally]));
  const differences: SeriesDifference[] = [];
  for (const tally of source) {
    const other = left.get(seriesKey(tally)) ?? null;
    left.delete(seriesKey(tally));
    if (tally.readings === 0 && other === null) continue;
    const fields = other?.readings === tally.readings ? differingFields(tally, other) : [];
    if (other?.readings === tally.readings && fields.length === 0) continue;
    differences.push(differenceOf(tally, tally.readings, other?.readings ?? null, fields));
  }
  for (const tally of left.values()) {
    if (tally.readings > 0) differences.push(differenceOf(tally, null, tally.readings, []));
  }
  return differences;
}

const differenceOf = (
  { channel, site, device }: SeriesTally,
  source: number | null,
  target: number | null,
  fields: string[],
): SeriesDifference => ({ channel, site, device, source, target, fields });

function differingFields(source: SeriesTally, target: SeriesTally): string[] {
  const specs = fieldsOf(source.channel);
  return Object.entries(source.sums)
    .filter(([name, sum]) => !isSameSum(specs[name], sum, target.sums[name] ?? 0, source.readings))
    .map(([name]) => name);
}

function isSameSum(
  spec: FieldSpec | undefined,
  one: number,
  other: number,
  readings: number,
): boolean {
  if (one === other) return true;
  const isExact = spec?.kind === "number" && spec.integer === true;
  if (isExact && Number.isSafeInteger(one) && Number.isSafeInteger(other)) return false;
  const scale = Math.max(Math.abs(one), Math.abs(other), readings);
  return Math.abs(one - other) <= SUM_TOLERANCE * scale;
}
