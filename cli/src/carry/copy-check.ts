import type { Reading } from "@resik/contract/reading";
import type { SeriesTally } from "@resik/readings/port";
import { tallyAll, withoutOlder, withReadings, type CopyParts } from "./copy-parts.ts";
import { compareTallies, seriesKey, type SeriesDifference } from "./tally-check.ts";

export interface CopyCheck {
  /** Series that are not equal although nobody writes to them. */
  differences: SeriesDifference[];
  /** Series that the source gained or lost readings in since `before`, and that are not equal. */
  moving: number;
  /** Readings of the source that are older than the target keeps. */
  olderReadings: number;
}

/** Holds counts and sums of every series of both stores against each other. */
export async function checkCopy(
  parts: CopyParts,
  before: readonly SeriesTally[],
  silent: readonly Reading[],
): Promise<CopyCheck> {
  const { source, target, patient } = parts;
  const there = await tallyAll(target, patient);
  const now = await tallyAll(source, patient);
  const { expected, olderReadings } = await expectedOf(parts, withReadings(now, silent), there);
  const unequal = compareTallies(expected, there);
  const countsBefore = new Map(before.map((tally) => [seriesKey(tally), tally.readings]));
  const countsNow = new Map(now.map((tally) => [seriesKey(tally), tally.readings]));
  const differences = unequal.filter((difference) => {
    const key = seriesKey(difference);
    return countsBefore.get(key) === countsNow.get(key);
  });
  return { differences, moving: unequal.length - differences.length, olderReadings };
}

/** The tallies that the target should have: without what is older than it keeps. */
async function expectedOf(
  parts: CopyParts,
  tallies: readonly SeriesTally[],
  there: readonly SeriesTally[],
): Promise<{ expected: readonly SeriesTally[]; olderReadings: number }> {
  if (parts.scope.cutoffMs === null) return { expected: tallies, olderReadings: 0 };
  // Only where something differs: telling old from young reads the series once more.
  const unequal = new Set(compareTallies(tallies, there).map(seriesKey));
  const expected: SeriesTally[] = [];
  let olderReadings = 0;
  for (const tally of tallies) {
    const younger = unequal.has(seriesKey(tally)) ? await withoutOlder(tally, parts) : tally;
    olderReadings += tally.readings - younger.readings;
    expected.push(younger);
  }
  return { expected, olderReadings };
}
