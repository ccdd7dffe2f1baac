import { useEffect, useRef, useState } from "preact/hooks";
import uPlot from "uplot";
import "uplot/dist/uPlot.min.css";
import { formatMeasure, type Measure } from "../format/measure.ts";
import { formatMoment } from "../format/time.ts";
import { useTheme } from "../shell/theme.ts";
import { useLanguage } from "../text/language-context.tsx";
import type { ChartData } from "./chart-data.ts";
import { chartColors, chartOptions } from "./chart-options.ts";
import { stepIndex } from "./step-index.ts";
import "./series-chart.css";

interface SeriesChartProps {
  data: ChartData;
  measure: Measure;
  span: { fromMs: number; toMs: number };
  /** What the picture shows, in one sentence. */
  label: string;
}

/** A line over time with its lowest and highest as a shade; read by mouse, thumb or arrow keys. */
export function SeriesChart({ data, measure, span, label }: SeriesChartProps) {
  const { text, language } = useLanguage();
  const [index, setIndex] = useState<number | null>(null);
  const { holder, chart } = useChart({ data, measure, span, onCursor: setIndex });
  const value = index === null ? null : (data.mean[index] ?? null);
  const atMs = index === null ? undefined : data.atMs[index];

  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key !== "ArrowLeft" && event.key !== "ArrowRight") return;
    event.preventDefault();
    const next = stepIndex(data.mean, index, event.key === "ArrowLeft" ? -1 : 1);
    const nextAtMs = next === null ? undefined : data.atMs[next];
    if (nextAtMs === undefined) return;
    chart.current?.setCursor({ left: chart.current.valToPos(nextAtMs / 1_000, "x"), top: 1 });
  };

  return (
    <div class="chart">
      <p class="chart-readout" aria-live="polite">
        {value === null || atMs === undefined ? (
          <span class="chart-hint">{text.detail.chartHint}</span>
        ) : (
          <>
            <strong>{formatMeasure(measure, value)}</strong> {formatMoment(atMs, language)}
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
  data: ChartData;
  measure: Measure;
  span: { fromMs: number; toMs: number };
  onCursor: (index: number | null) => void;
}

/** Holds a uPlot for as long as measure, theme and language stay; new data only redraws it. */
function useChart(input: ChartInput) {
  const { data, measure, span, onCursor } = input;
  const { language } = useLanguage();
  const theme = useTheme();
  const holder = useRef<HTMLDivElement>(null);
  const chart = useRef<uPlot | null>(null);
  const spanNow = useRef(span);
  spanNow.current = span;
  const hasBand = data.everyS > 0;

  useEffect(() => {
    const element = holder.current;
    if (!element) return undefined;
    const heightOf = () => (element.clientWidth < 480 ? 240 : 300);
    const options = chartOptions({
      measure,
      language,
      hasBand,
      widthPx: element.clientWidth,
      heightPx: heightOf(),
      span: () => spanNow.current,
      onCursor,
      colors: chartColors(element),
    });
    const drawn = new uPlot(options, columnsOf(data, hasBand), element);
    chart.current = drawn;
    const stopTouch = followTouch(drawn);
    const observer = new ResizeObserver(() => {
      drawn.setSize({ width: element.clientWidth, height: heightOf() });
    });
    observer.observe(element);
    return () => {
      observer.disconnect();
      stopTouch();
      drawn.destroy();
      chart.current = null;
      onCursor(null);
    };
  }, [measure, language, theme, hasBand]);

  useEffect(() => {
    chart.current?.setData(columnsOf(data, hasBand));
  }, [data, span.fromMs, span.toMs]);

  return { holder, chart };
}

function columnsOf(data: ChartData, hasBand: boolean): uPlot.AlignedData {
  const atS = data.atMs.map((at) => at / 1_000);
  return hasBand ? [atS, data.mean, data.min, data.max] : [atS, data.mean];
}

/** uPlot follows the mouse only; a thumb that slides over the chart reads values too. */
function followTouch(chart: uPlot): () => void {
  const onPointer = (event: PointerEvent): void => {
    if (event.pointerType === "mouse") return;
    const box = chart.over.getBoundingClientRect();
    chart.setCursor({ left: event.clientX - box.left, top: event.clientY - box.top });
  };
  chart.over.addEventListener("pointerdown", onPointer);
  chart.over.addEventListener("pointermove", onPointer);
  return () => {
    chart.over.removeEventListener("pointerdown", onPointer);
    chart.over.removeEventListener("pointermove", onPointer);
  };
}
