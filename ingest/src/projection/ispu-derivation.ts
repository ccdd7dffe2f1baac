import { ISPU_HOURS } from "@resik/contract/ispu/day-mean";
import { ispuOfHour } from "@resik/contract/ispu/hour-index";
import { roundedIndex, type Ispu } from "@resik/contract/ispu/ispu";
import { ISPU_FIELDS, ISPU_PARAMETERS } from "@resik/contract/ispu/parameter";
import { DERIVED } from "@resik/contract/measurement";
import type { Derivation } from "./derivation.ts";

const FIELDS = ISPU_PARAMETERS.map((parameter) => ISPU_FIELDS[parameter]);
const PM25 = ISPU_PARAMETERS.indexOf("pm25");

/**
 * The ISPU of the 24 hours that end with an hour, from hourly means as the sensors said them: the
 * screens that read the store show what was measured, and say so. Corrections for humidity are a
 * matter of the registry, which ingest does not know; the api applies them.
 */
export const createIspuDerivation = (completeRatioMin: number): Derivation => ({
  channel: "air",
  fields: FIELDS,
  aggregate: "mean",
  hoursBefore: ISPU_HOURS - 1,
  measurement: DERIVED.ispu.name,
  derive(hours, hourMs) {
    const pm25 = hours.get(hourMs)?.[PM25] ?? null;
    const ispu = ispuOfHour(hours, hourMs, completeRatioMin);
    const fields = {
      ...(pm25 === null ? {} : { pm25HourUgM3: pm25 }),
      ...(ispu === null ? {} : fieldsOf(ispu)),
    };
    return Object.keys(fields).length === 0 ? null : fields;
  },
});

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
