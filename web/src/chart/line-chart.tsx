import type { ComponentChildren } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";
import uPlot from "uplot";
import "uplot/dist/uPlot.min.css";
import { useTheme } from "../shell/theme.ts";
import { useLanguage } from "../text/language-context.tsx";
import { chartColors, type ChartPlace } from "./chart-options.ts";
import { stepIndex } from "./step-index.ts";
import "./line-chart.css";

/** Columns of equal length; null is a gap. */
export interface LineColumns {
  /** Places on the axis below, rising. */
  at: number[];
  /** The line that is read out. */
  values: (number | null)[];
  /** What is drawn beside it. */
  others?: (number | null)[][];
}

interface LineChartProps {
  /** What the picture shows, in one sentence. */
  label: string;
  /** How to read it; shown while no point is chosen. */
  hint: string;
  /** New ones redraw the chart, so they are made only when they, or what is in view, changed. */
  columns: LineColumns;
  options: (place: ChartPlace) => uPlot.Options;
  /** All that the options depend on, language and theme apart: the chart is made anew with it. */
  madeOf: readonly unknown[];
  /** Absent: higher where there is room. */
  heightPx?: number;
  /** What is said of a chosen point; null where there is nothing to say. */
  read: (index: number) => ComponentChildren;
}

/** A line; read by mouse, thumb or arrow keys. */
export function LineChart({ label, hint, columns, read, ...drawing }: LineChartProps) {
  const [index, setIndex] = useState<number | null>(null);
  const { holder, chart } = useChart({ columns, onCursor: setIndex, ...drawing });
  const words = index === null ? null : read(index);

  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key !== "ArrowLeft" && event.key !== "ArrowRight") return;
    event.preventDefault();
    const next = stepIndex(columns.values, index, event.key === "ArrowLeft" ? -1 : 1);
    const place = next === null ? undefined : columns.at[next];
    if (place === undefined) return;
    chart.current?.setCursor({ left: chart.current.valToPos(place, "x"), top: 1 });
  };

  return (
    <div class="chart">
      <p class="chart-readout" aria-live="polite">
        {words ?? <span class="chart-hint">{hint}</span>}
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

type ChartInput = Pick<LineChartProps, "columns" | "options" | "madeOf" | "heightPx"> & {
  onCursor: (index: number | null) => void;
};

/** Holds a uPlot for as long as what it is made of stays. */
function useChart({ columns, options, madeOf, heightPx, onCursor }: ChartInput) {
  const { language } = useLanguage();
  const theme = useTheme();
  const holder = useRef<HTMLDivElement>(null);
  const chart = useRef<uPlot | null>(null);

  useEffect(() => {
    const element = holder.current;
    if (!element) return undefined;
    const size = () => ({
      width: element.clientWidth,
      height: heightPx ?? (element.clientWidth < 480 ? 240 : 300),
    });
    const { width: widthPx, height } = size();
    const place = { widthPx, heightPx: height, colors: chartColors(element), onCursor };
    const drawn = new uPlot(options(place), dataOf(columns), element);
    chart.current = drawn;
    const stopTouch = followTouch(drawn);
    const observer = new ResizeObserver(() => drawn.setSize(size()));
    observer.observe(element);
    return () => {
      observer.disconnect();
      stopTouch();
      drawn.destroy();
      chart.current = null;
      onCursor(null);
    };
  }, [language, theme, ...madeOf]);

  useEffect(() => {
    chart.current?.setData(dataOf(columns));
  }, [columns]);

  return { holder, chart };
}

const dataOf = ({ at, values, others = [] }: LineColumns): uPlot.AlignedData => [
  at,
  values,
  ...others,
];

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
