import { useEffect, useRef } from "preact/hooks";
import uPlot from "uplot";
import "uplot/dist/uPlot.min.css";
import { chartColors, chartFrame } from "../../chart/chart-options.ts";
import type { Measure } from "../../format/measure.ts";
import { useTheme } from "../../shell/theme.ts";
import { useLanguage } from "../../text/language-context.tsx";
import type { CompareData } from "./compare-data.ts";
import { lineStyle } from "./line-style.ts";

interface CompareChartProps {
  data: CompareData;
  measure: Measure;
  span: { fromMs: number; toMs: number };
  label: string;
}

/** Up to six lines, each with a colour and a dash of its own. */
export function CompareChart({ data, measure, span, label }: CompareChartProps) {
  const { language } = useLanguage();
  const theme = useTheme();
  const holder = useRef<HTMLDivElement>(null);

  useEffect(() => {
    const element = holder.current;
    if (!element) return undefined;
    const heightOf = () => (element.clientWidth < 480 ? 260 : 360);
    // Stations do not measure in the same moment: a line goes on over the moments of the others.
    const isReadings = data.everyS === 0;
    const chart = new uPlot(
      {
        ...chartFrame({
          measure,
          language,
          widthPx: element.clientWidth,
          heightPx: heightOf(),
          span: () => span,
          onCursor: () => undefined,
          colors: chartColors(element),
        }),
        series: [
          {},
          ...data.lines.map((_line, index) => {
            const { color, dash } = lineStyle(element, index);
            return { stroke: color, width: 2, dash: [...dash], spanGaps: isReadings };
          }),
        ],
      },
      [data.atMs.map((at) => at / 1_000), ...data.lines.map(({ values }) => values)],
      element,
    );
    const observer = new ResizeObserver(() => {
      chart.setSize({ width: element.clientWidth, height: heightOf() });
    });
    observer.observe(element);
    return () => {
      observer.disconnect();
      chart.destroy();
    };
  }, [data, measure, language, theme, span.fromMs, span.toMs]);

  return <div class="compare-canvas" ref={holder} role="img" aria-label={label} />;
}
