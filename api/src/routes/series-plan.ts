import { fail, ok, type Result } from "@resik/contract/error-code";
import type { StoredChannel } from "@resik/contract/channel";
import { SERIES_POINTS_MAX } from "@resik/contract/limits";
import { numericFieldsOf } from "@resik/contract/series";

/** Points a device at which a chart is dense enough. */
const POINTS_WANTED = 500;
const HOUR_S = 3_600;
/** Windows people know: seconds, minutes, hours, days. */
const WINDOWS_S = [
  10, 30, 60, 300, 600, 900, 1_800, 3_600, 7_200, 10_800, 21_600, 43_200, 86_400, 172_800, 604_800,
  1_209_600, 2_592_000, 7_776_000, 31_536_000,
] as const;

export interface SeriesPlan {
  fromMs: number;
  toMs: number;
  everyS: number;
  /** For each device. */
  pointsMax: number;
}

/**
 * The shortest known window that keeps each device's points within what is wanted. Longer ones than
 * those are of whole hours, too: only those stand ready, others are made from every reading.
 */
function chooseWindowS(rangeMs: number, pointsMax: number): number {
  const points = Math.max(1, Math.min(POINTS_WANTED, pointsMax));
  const exactS = rangeMs / 1_000 / points;
  return WINDOWS_S.find((windowS) => windowS >= exactS) ?? Math.ceil(exactS / HOUR_S) * HOUR_S;
}

/**
 * Bounds a request before the store sees it.
 *
 * @returns `invalid-input` when the range is empty, `range-too-large` when the windows of all
 * devices together are more than `SERIES_POINTS_MAX`.
 */
export function planSeries(input: {
  from: string;
  to: string;
  every: number | undefined;
  devices: number;
}): Result<SeriesPlan, "invalid-input" | "range-too-large"> {
  const fromMs = new Date(input.from).getTime();
  const toMs = new Date(input.to).getTime();
  if (fromMs >= toMs) return fail("invalid-input", "from must be before to");
  const pointsMax = Math.floor(SERIES_POINTS_MAX / Math.max(1, input.devices));
  // One less: a range that starts inside a window touches one window more.
  const everyS = input.every ?? chooseWindowS(toMs - fromMs, pointsMax - 1);
  const windows = everyS === 0 ? 0 : Math.ceil((toMs - fromMs) / 1_000 / everyS);
  if (windows > pointsMax) {
    const detail = `${windows} windows for ${input.devices} devices; at most ${SERIES_POINTS_MAX} points fit`;
    return fail("range-too-large", detail);
  }
  return ok({ fromMs, toMs, everyS, pointsMax });
}

/** @returns the fields, or `invalid-input` naming those that are no numbers of the channel. */
export function checkFields(
  channel: StoredChannel,
  fields: readonly string[],
  hidden: ReadonlySet<string> = new Set(),
): Result<readonly string[], "invalid-input"> {
  const known = new Set(numericFieldsOf(channel).filter((name) => !hidden.has(name)));
  const wrong = fields.filter((name) => !known.has(name));
  if (wrong.length > 0) {
    return fail("invalid-input", `no numeric field of ${channel}: ${wrong.join(", ")}`);
  }
  return ok([...new Set(fields)]);
}
