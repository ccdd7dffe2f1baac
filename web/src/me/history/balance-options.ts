import type uPlot from "uplot";
import type { ChartColors } from "../../chart/chart-options.ts";
import { formatShortMonth } from "../../format/date.ts";
import { formatNumber } from "../../format/number.ts";
import type { Language } from "../../text/catalogue.ts";
import type { HistoryMonth } from "../edge/parse-passbook.ts";

interface BalanceOptionsInput {
  months: readonly HistoryMonth[];
  language: Language;
  widthPx: number;
  colors: ChartColors;
  onCursor: (index: number | null) => void;
}

const AXIS_FONT = '500 12px "Plus Jakarta Sans Variable", system-ui, sans-serif';
/** Months named along the axis; more would crowd on a phone. */
const LABELS_MAX = 4;
const HEIGHT_PX = 240;

/** A month is a step of one: unlike days, all are of one width. */
export function balanceOptions(input: BalanceOptionsInput): uPlot.Options {
  const { months, language, colors } = input;
  const axis = {
    stroke: colors.ink,
    font: AXIS_FONT,
    grid: { stroke: colors.grid, width: 1 },
    ticks: { show: false },
  };
  return {
    width: input.widthPx,
    height: HEIGHT_PX,
    legend: { show: false },
    padding: [12, 28, 0, 0],
    cursor: {
      y: false,
      drag: { x: false, y: false },
      points: { size: 9, width: 2, stroke: colors.surface, fill: colors.line },
    },
    scales: { x: { time: false, range: [0, months.length - 1] }, y: { range: fromZero } },
    axes: [
      {
        ...axis,
        size: 32,
        splits: () => monthSplits(months.length),
        values: (_chart, splits) =>
          splits.map((index) => {
            const month = months[index]?.month;
            return month === undefined ? "" : formatShortMonth(month, language);
          }),
      },
      {
        ...axis,
        size: 56,
        gap: 6,
        values: (_chart, splits) => splits.map((value) => formatNumber(value)),
      },
    ],
    series: [{}, { stroke: colors.line, fill: colors.band, width: 2, points: { show: true } }],
    hooks: { setCursor: [(chart) => input.onCursor(chart.cursor.idx ?? null)] },
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
