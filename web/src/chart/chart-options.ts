import type uPlot from "uplot";
import { formatMeasureNumber, measureUnit, type Measure } from "../format/measure.ts";
import { formatClock, formatDay } from "../format/time.ts";
import type { Language } from "../text/catalogue.ts";

export interface ChartFrameInput {
  measure: Measure;
  language: Language;
  widthPx: number;
  heightPx: number;
  /** The range on the axis, epoch milliseconds; asked at each drawing, because it slides. */
  span: () => { fromMs: number; toMs: number };
  onCursor: (index: number | null) => void;
  colors: ChartColors;
}

interface ChartOptionsInput extends ChartFrameInput {
  hasBand: boolean;
}

export interface ChartColors {
  line: string;
  band: string;
  grid: string;
  ink: string;
  surface: string;
}

/** The chart's colours as the style sheet has them in the theme in force. */
export function chartColors(element: Element): ChartColors {
  const style = getComputedStyle(element);
  const color = (name: string): string => style.getPropertyValue(name).trim();
  return {
    line: color("--chart-line"),
    band: color("--chart-band"),
    grid: color("--chart-grid"),
    ink: color("--ink-2"),
    surface: color("--surface"),
  };
}

const DAY_S = 86_400;
const AXIS_FONT = '500 12px "Plus Jakarta Sans Variable", system-ui, sans-serif';

/** One line with its lowest and highest as a shade. */
export function chartOptions(input: ChartOptionsInput): uPlot.Options {
  const { colors, hasBand } = input;
  const hidden = { points: { show: false }, width: 0, stroke: "transparent" };
  return {
    ...chartFrame(input),
    series: [
      {},
      { stroke: colors.line, width: 2, spanGaps: false, points: { fill: colors.line, size: 5 } },
      ...(hasBand ? [hidden, hidden] : []),
    ],
    bands: hasBand ? [{ series: [3, 2], fill: colors.band }] : [],
  };
}

/** What every chart over time has, whatever it draws: its size, cursor, scales and axes. */
export function chartFrame(input: ChartFrameInput): Omit<uPlot.Options, "series"> {
  const { colors, measure } = input;
  return {
    width: input.widthPx,
    height: input.heightPx,
    legend: { show: false },
    padding: [12, 8, 0, 0],
    // Reading a value needs no zoom; dragging belongs to the page's scroll.
    cursor: {
      y: false,
      drag: { x: false, y: false },
      points: { size: 9, width: 2, stroke: colors.surface, fill: colors.line },
    },
    scales: { x: { time: true, range: () => xRange(input.span()) }, y: { range: yRange(measure) } },
    axes: [timeAxis(input), valueAxis(input)],
    hooks: { setCursor: [(chart) => input.onCursor(chart.cursor.idx ?? null)] },
  };
}

const xRange = ({ fromMs, toMs }: { fromMs: number; toMs: number }): [number, number] => [
  fromMs / 1_000,
  toMs / 1_000,
];

/** A share is always drawn from nothing to all; a concentration from nothing. */
function yRange(measure: Measure): uPlot.Range.Function {
  if (measure === "fillRatio" || measure === "humidityRatio") return () => [0, 1];
  const startsAtZero = measure.endsWith("UgM3");
  return (_chart, low, high) => {
    // uPlot hands over null when there is nothing to draw.
    if (low === null || high === null) return [0, 1];
    const padding = Math.max((high - low) * 0.12, Math.abs(high) * 0.01, 0.1);
    return [startsAtZero ? 0 : low - padding, high + padding];
  };
}

function timeAxis({ colors, language, span }: ChartFrameInput): uPlot.Axis {
  return {
    stroke: colors.ink,
    font: AXIS_FONT,
    space: 72,
    grid: { stroke: colors.grid, width: 1 },
    ticks: { show: false },
    splits: () => timeSplits(span()),
    values: (_chart, splits) =>
      splits.map((atS) => {
        const { fromMs, toMs } = span();
        const isLong = (toMs - fromMs) / 1_000 > 2 * DAY_S;
        return isLong ? formatDay(atS * 1_000, language) : formatClock(atS * 1_000, language);
      }),
  };
}

const STEPS_S = [300, 600, 900, 1_800, 3_600, 7_200, 14_400, 21_600, 43_200, DAY_S].concat(
  [2, 5, 7, 14, 30, 60, 90].map((days) => days * DAY_S),
);
const SPLITS_MAX = 6;
const ZONE_OFFSET_S = 7 * 3_600;

/** Round moments of WIB, at most six of them, so that they never crowd on a phone. */
export function timeSplits({ fromMs, toMs }: { fromMs: number; toMs: number }): number[] {
  const fromS = fromMs / 1_000;
  const toS = toMs / 1_000;
  const step = STEPS_S.find((candidate) => (toS - fromS) / candidate <= SPLITS_MAX) ?? 90 * DAY_S;
  const splits: number[] = [];
  const firstS = Math.ceil((fromS + ZONE_OFFSET_S) / step) * step - ZONE_OFFSET_S;
  for (let atS = firstS; atS <= toS; atS += step) splits.push(atS);
  return splits;
}

function valueAxis({ colors, measure }: ChartFrameInput): uPlot.Axis {
  const isShare = measure === "fillRatio" || measure === "humidityRatio";
  return {
    stroke: colors.ink,
    font: AXIS_FONT,
    size: 48,
    gap: 6,
    grid: { stroke: colors.grid, width: 1 },
    ticks: { show: false },
    ...(isShare ? { splits: () => [0, 0.2, 0.4, 0.6, 0.8, 1] } : {}),
    values: (_chart, splits) =>
      splits.map(
        (value) => formatMeasureNumber(measure, value) + (isShare ? measureUnit(measure) : ""),
      ),
  };
}
