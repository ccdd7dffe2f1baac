import { useEffect, useRef, useState } from "preact/hooks";
import uPlot from "uplot";
import "uplot/dist/uPlot.min.css";
import { chartColors, timeSplits, type ChartColors } from "../../chart/chart-options.ts";
import "../../chart/series-chart.css";
import { stepIndex } from "../../chart/step-index.ts";
import { formatClock, formatDay, formatMoment } from "../../format/time.ts";
import { useTheme } from "../../shell/theme.ts";
import type { Language } from "../../text/catalogue.ts";
import { useLanguage } from "../../text/language-context.tsx";
import { CategoryBadge } from "../category-badge.tsx";
import { indexWords } from "../index-words.ts";
import { useAirText } from "../text/use-air-text.ts";
import type { IspuColumns } from "./ispu-columns.ts";

interface Span {
  fromMs: number;
  toMs: number;
}

interface IspuChartProps {
  columns: IspuColumns;
  span: Span;
  /** What the picture shows, in one sentence. */
  label: string;
}

/** The index hour by hour; read by mouse, thumb or arrow keys. */
export function IspuChart({ columns, span, label }: IspuChartProps) {
  const { language } = useLanguage();
  const air = useAirText();
  const [row, setRow] = useState<number | null>(null);
  const { holder, chart } = useIspuChart({ columns, span, onCursor: setRow });
  const index = row === null ? null : (columns.index[row] ?? null);
  const category = row === null ? null : (columns.category[row] ?? null);
  const atMs = row === null ? undefined : columns.atMs[row];
  const beyondScale = row !== null && columns.beyondScale[row] === true;

  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key !== "ArrowLeft" && event.key !== "ArrowRight") return;
    event.preventDefault();
    const next = stepIndex(columns.index, row, event.key === "ArrowLeft" ? -1 : 1);
    const nextMs = next === null ? undefined : columns.atMs[next];
    if (nextMs === undefined) return;
    chart.current?.setCursor({ left: chart.current.valToPos(nextMs / 1_000, "x"), top: 1 });
  };

  return (
    <div class="chart">
      <p class="chart-readout" aria-live="polite">
        {index === null || category === null || atMs === undefined ? (
          <span class="chart-hint">{air.chartHint}</span>
        ) : (
          <>
            <strong>{indexWords({ index, beyondScale }, air)}</strong>
            <CategoryBadge category={category} /> {formatMoment(atMs, language)}
          </>
        )}
      </p>
      <div
        class="chart-canvas"
        ref={holder}
        role="img"
        aria-label={label}
        tabIndex={0}
        onKeyDown={onKeyDown}
      />
    </div>
  );
}

interface ChartInput {
  columns: IspuColumns;
  span: Span;
  onCursor: (row: number | null) => void;
}

/** Holds a uPlot for as long as theme and language stay; new data only redraws it. */
function useIspuChart({ columns, span, onCursor }: ChartInput) {
  const { language } = useLanguage();
  const theme = useTheme();
  const holder = useRef<HTMLDivElement>(null);
  const chart = useRef<uPlot | null>(null);
  const spanNow = useRef(span);
  spanNow.current = span;

  useEffect(() => {
    const element = holder.current;
    if (!element) return undefined;
    const heightOf = () => (element.clientWidth < 480 ? 240 : 300);
    const options = optionsOf({
      language,
      colors: chartColors(element),
      span: () => spanNow.current,
      onCursor,
    });
    const size = { width: element.clientWidth, height: heightOf() };
    const drawn = new uPlot({ ...options, ...size }, dataOf(columns), element);
    chart.current = drawn;
    const onPointer = (event: PointerEvent): void => {
      // uPlot follows the mouse by itself; a thumb that slides over the chart reads values, too.
      if (event.pointerType === "mouse") return;
      const box = drawn.over.getBoundingClientRect();
      drawn.setCursor({ left: event.clientX - box.left, top: event.clientY - box.top });
    };
    drawn.over.addEventListener("pointerdown", onPointer);
    drawn.over.addEventListener("pointermove", onPointer);
    const observer = new ResizeObserver(() => {
      drawn.setSize({ width: element.clientWidth, height: heightOf() });
    });
    observer.observe(element);
    return () => {
      observer.disconnect();
      drawn.destroy();
      chart.current = null;
      onCursor(null);
    };
  }, [language, theme]);

  useEffect(() => {
    chart.current?.setData(dataOf(columns));
  }, [columns, span.fromMs, span.toMs]);

  return { holder, chart };
}

const dataOf = ({ atMs, index }: IspuColumns): uPlot.AlignedData => [
  atMs.map((at) => at / 1_000),
  index,
];

const AXIS_FONT = '500 12px "Plus Jakarta Sans Variable", system-ui, sans-serif';
const DAY_MS = 86_400_000;

function optionsOf(input: {
  language: Language;
  colors: ChartColors;
  span: () => Span;
  onCursor: (row: number | null) => void;
}): Omit<uPlot.Options, "width" | "height"> {
  const { language, colors, span } = input;
  const axis = {
    stroke: colors.ink,
    font: AXIS_FONT,
    grid: { stroke: colors.grid, width: 1 },
    ticks: { show: false },
  };
  return {
    legend: { show: false },
    padding: [12, 8, 0, 0],
    cursor: {
      y: false,
      drag: { x: false, y: false },
      points: { size: 9, width: 2, stroke: colors.surface, fill: colors.line },
    },
    scales: {
      x: { time: true, range: () => [span().fromMs / 1_000, span().toMs / 1_000] },
      // From nothing, and never less than the first two categories: a good week looks good.
      y: { range: (_chart, _low, high) => [0, Math.max(100, (high ?? 0) * 1.1)] },
    },
    axes: [
      {
        ...axis,
        space: 72,
        splits: () => timeSplits(span()),
        values: (_chart, splits) =>
          splits.map((atS) => {
            const isLong = span().toMs - span().fromMs > 2 * DAY_MS;
            return isLong ? formatDay(atS * 1_000, language) : formatClock(atS * 1_000, language);
          }),
      },
      { ...axis, size: 40, gap: 6 },
    ],
    series: [
      {},
      { stroke: colors.line, width: 2, spanGaps: false, points: { fill: colors.line, size: 5 } },
    ],
    hooks: { setCursor: [(chart) => input.onCursor(chart.cursor.idx ?? null)] },
  };
}
