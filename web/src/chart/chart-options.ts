import type uPlot from "uplot";
import { formatMeasureNumber, measureUnit, type Measure } from "../format/measure.ts";
import { formatClock, formatDay } from "../format/time.ts";
import type { Language } from "../text/catalogue.ts";

/** Where a chart is drawn, and who hears which of its points is pointed at. */
export interface ChartPlace {
  widthPx: number;
  heightPx: number;
  onCursor: (index: number | null) => void;
  colors: ChartColors;
}

/** An axis over time. */
interface TimeAxisInput {
  language: Language;
  /** The range on the axis, epoch milliseconds; asked at each drawing, because it slides. */
  span: () => { fromMs: number; toMs: number };
}

interface ChartFrameInput extends ChartPlace, TimeAxisInput {
  measure: Measure;
}

interface ChartOptionsInput extends ChartFrameInput {
  hasBand: boolean;
}

/** What an axis has of its own; its colours and font are every chart's. */
interface OwnAxis {
  scale: uPlot.Scale;
  axis: uPlot.Axis;
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
    series: [{}, measuredLine(colors), ...(hasBand ? [hidden, hidden] : [])],
    bands: hasBand ? [{ series: [3, 2], fill: colors.band }] : [],
  };
}

/** A line of what was measured: over what nobody measured there is none. */
export const measuredLine = (colors: ChartColors): uPlot.Series => ({
  stroke: colors.line,
  width: 2,
  spanGaps: false,
  points: { fill: colors.line, size: 5 },
});

/** What every chart of a measure over time has, whatever it draws. */
export const chartFrame = (input: ChartFrameInput): Omit<uPlot.Options, "series"> =>
  lineFrame(input, { x: timeAxis(input), y: measureAxis(input.measure) });

/** What every chart of lines has: its size, cursor and look. */
export function lineFrame(
  { widthPx, heightPx, colors, onCursor }: ChartPlace,
  { x, y }: { x: OwnAxis; y: OwnAxis },
): Omit<uPlot.Options, "series"> {
  const look: uPlot.Axis = {
    stroke: colors.ink,
    font: AXIS_FONT,
    grid: { stroke: colors.grid, width: 1 },
    ticks: { show: false },
  };
  return {
    width: widthPx,
    height: heightPx,
    legend: { show: false },
    padding: [12, 8, 0, 0],
    // Reading a value needs no zoom; dragging belongs to the page's scroll.
    cursor: {
      y: false,
      drag: { x: false, y: false },
      points: { size: 9, width: 2, stroke: colors.surface, fill: colors.line },
    },
    scales: { x: x.scale, y: y.scale },
    axes: [
      { ...look, ...x.axis },
      { ...look, ...y.axis },
    ],
    hooks: { setCursor: [(chart) => onCursor(chart.cursor.idx ?? null)] },
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

/** Hours up to two days, days beyond, in WIB. */
export const timeAxis = ({ language, span }: TimeAxisInput): OwnAxis => ({
  scale: { time: true, range: () => xRange(span()) },
  axis: {
    space: 72,
    splits: () => timeSplits(span()),
    values: (_chart, splits) =>
      splits.map((atS) => {
        const { fromMs, toMs } = span();
        const isLong = (toMs - fromMs) / 1_000 > 2 * DAY_S;
        return isLong ? formatDay(atS * 1_000, language) : formatClock(atS * 1_000, language);
      }),
  },
});

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

function measureAxis(measure: Measure): OwnAxis {
  const isShare = measure === "fillRatio" || measure === "humidityRatio";
  return {
    scale: { range: yRange(measure) },
    axis: {
      size: 48,
      gap: 6,
      ...(isShare ? { splits: () => [0, 0.2, 0.4, 0.6, 0.8, 1] } : {}),
      values: (_chart, splits) =>
        splits.map(
          (value) => formatMeasureNumber(measure, value) + (isShare ? measureUnit(measure) : ""),
        ),
    },
  };
}
