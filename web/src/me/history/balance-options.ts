import type uPlot from "uplot";
import { lineFrame, type ChartPlace } from "../../chart/chart-options.ts";
import { formatShortMonth } from "../../format/date.ts";
import { formatNumber } from "../../format/number.ts";
import type { Language } from "../../text/catalogue.ts";
import type { HistoryMonth } from "../edge/parse-passbook.ts";

interface BalanceOptionsInput extends ChartPlace {
  months: readonly HistoryMonth[];
  language: Language;
}

/** Months named along the axis; more would crowd on a phone. */
const LABELS_MAX = 4;

/** A month is a step of one: unlike days, all are of one width. */
export function balanceOptions(input: BalanceOptionsInput): uPlot.Options {
  const { months, language, colors } = input;
  const frame = lineFrame(input, {
    x: {
      scale: { time: false, range: [0, months.length - 1] },
      axis: {
        size: 32,
        splits: () => monthSplits(months.length),
        values: (_chart, splits) =>
          splits.map((index) => {
            const month = months[index]?.month;
            return month === undefined ? "" : formatShortMonth(month, language);
          }),
      },
    },
    y: {
      scale: { range: fromZero },
      axis: {
        size: 56,
        gap: 6,
        values: (_chart, splits) => splits.map((value) => formatNumber(value)),
      },
    },
  });
  return {
    ...frame,
    // The last month's name stands below the end of the line.
    padding: [12, 28, 0, 0],
    series: [{}, { stroke: colors.line, fill: colors.band, width: 2, points: { show: true } }],
  };
}

const fromZero: uPlot.Range.Function = (_chart, _low, high) => [
  0,
  Math.max(high ?? 0, 1_000) * 1.1,
];

/** Places on the axis of months that are named: the last one always, the others evenly before. */
export function monthSplits(count: number): number[] {
  const step = Math.max(1, Math.ceil((count - 1) / (LABELS_MAX - 1)));
  const splits: number[] = [];
  for (let index = count - 1; index >= 0; index -= step) splits.unshift(index);
  return splits;
}
