import { MappingType, SpecialValueMatch } from "@grafana/grafana-foundation-sdk/dashboard";
import { BIN_FULL_RATIO } from "@resik/contract/bin/fill-cycle";
import { ISPU_COMPLETE_RATIO } from "@resik/contract/ispu/day-mean";
import type { Threshold, ValueMapping } from "@grafana/grafana-foundation-sdk/dashboard";

/** From this value on, this colour; the first has no lower end. */
export type Steps = readonly Threshold[];

const steps = (first: string, ...others: readonly [number, string][]): Steps => [
  { value: null, color: first },
  ...others.map(([value, color]) => ({ value, color })),
];

export const PLAIN: Steps = steps("text");

/** Bins from this share on are for the next round; the pages say the same. */
export const NEARLY_FULL_RATIO = 0.8;
export const FILL: Steps = steps(
  "green",
  [0.6, "yellow"],
  [NEARLY_FULL_RATIO, "orange"],
  [BIN_FULL_RATIO, "red"],
);

/** A lithium cell falls fast from here; the alert's rule says the same. */
export const CELL_LOW_V = 3.2;
export const CELL: Steps = steps("red", [CELL_LOW_V, "green"]);
/** Cells end where supplies of 5 V begin to be low. */
export const CELL_OR_SUPPLY: Steps = steps(
  "red",
  [CELL_LOW_V, "green"],
  [4, "red"],
  [4.5, "green"],
);

export const SIGNAL: Steps = steps("red", [-110, "orange"], [-95, "green"]);

/** Something that should be zero. */
export const TROUBLE: Steps = steps("green", [1, "red"]);

/** Seconds that readings may lie before they are stored. */
export const DELAY: Steps = steps("green", [60, "orange"], [300, "red"]);

/** Share of the 24 hours that was measured; with too little the index is provisional. */
export const COMPLETENESS: Steps = steps("red", [0.5, "orange"], [ISPU_COMPLETE_RATIO, "green"]);

/** No step's colour: the scale would paint what has no value like its best. */
const ABSENT = "#808080";

/** Words in place of values; what has no value says so. */
export function wordsOf(
  words: Readonly<Record<string, { text: string; color?: string }>>,
  absent?: string,
): ValueMapping[] {
  const options = Object.fromEntries(
    Object.entries(words).map(([value, result], index) => [value, { ...result, index }]),
  );
  return [
    { type: MappingType.ValueToText, options },
    ...(absent === undefined ? [] : whenAbsent(absent)),
  ];
}

export const whenAbsent = (text: string): ValueMapping[] => [
  {
    type: MappingType.SpecialValue,
    options: { match: SpecialValueMatch.NullAndNan, result: { text, color: ABSENT, index: 99 } },
  },
];
