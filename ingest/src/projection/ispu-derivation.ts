import { ISPU_HOURS } from "@resik/contract/ispu/day-mean";
import { ispuOf, roundedIndex, type Ispu, type IspuHours } from "@resik/contract/ispu/ispu";
import { ISPU_FIELDS, ISPU_PARAMETERS } from "@resik/contract/ispu/parameter";
import { DERIVED } from "@resik/contract/measurement";
import { ROLLUP_MS } from "@resik/contract/series";
import type { Derivation, HourValues } from "./derivation.ts";

const FIELDS = ISPU_PARAMETERS.map((parameter) => ISPU_FIELDS[parameter]);
const PM25 = ISPU_PARAMETERS.indexOf("pm25");

/**
 * The ISPU of the 24 hours that end with an hour, from hourly means. Only an hour in which something
 * was measured has a point, so that a silent station shows a gap and not yesterday's air.
 */
export const createIspuDerivation = (completeRatioMin: number): Derivation => ({
  channel: "air",
  fields: FIELDS,
  aggregate: "mean",
  hoursBefore: ISPU_HOURS - 1,
  measurement: DERIVED.ispu.name,
  derive(hours, hourMs) {
    const now = hours.get(hourMs);
    if (!now?.some((value) => value !== null)) return null;
    const pm25 = now[PM25] ?? null;
    const ispu = ispuOf(dayOf(hours, hourMs), completeRatioMin);
    const fields = {
      ...(pm25 === null ? {} : { pm25HourUgM3: pm25 }),
      ...(ispu === null ? {} : fieldsOf(ispu)),
    };
    return Object.keys(fields).length === 0 ? null : fields;
  },
});

function dayOf(hours: HourValues, lastMs: number): IspuHours {
  const rows = Array.from({ length: ISPU_HOURS }, (_, index) =>
    hours.get(lastMs - (ISPU_HOURS - 1 - index) * ROLLUP_MS),
  );
  return Object.fromEntries(
    ISPU_PARAMETERS.map((parameter, column) => [
      parameter,
      rows.map((row) => row?.[column] ?? null),
    ]),
  );
}

const fieldsOf = (ispu: Ispu): Record<string, number | string | boolean> => ({
  index: ispu.index,
  beyondScale: ispu.beyondScale,
  category: ispu.category.id,
  critical: ispu.critical,
  completenessRatio: ispu.completenessRatio,
  provisional: ispu.provisional,
  ...Object.fromEntries(
    ispu.measured.map(({ parameter, index }) => [`${parameter}Index`, roundedIndex(index)]),
  ),
});
