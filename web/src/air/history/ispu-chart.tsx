import { useMemo, useRef } from "preact/hooks";
import type uPlot from "uplot";
import { lineFrame, measuredLine, timeAxis } from "../../chart/chart-options.ts";
import { LineChart } from "../../chart/line-chart.tsx";
import { formatMoment } from "../../format/time.ts";
import { useLanguage } from "../../text/language-context.tsx";
import { CategoryBadge } from "../category-badge.tsx";
import { indexWords } from "../index-words.ts";
import { useAirText } from "../text/use-air-text.ts";
import type { IspuColumns } from "./ispu-columns.ts";

interface IspuChartProps {
  columns: IspuColumns;
  span: { fromMs: number; toMs: number };
  /** What the picture shows, in one sentence. */
  label: string;
}

/** The index hour by hour. */
export function IspuChart({ columns, span, label }: IspuChartProps) {
  const { language } = useLanguage();
  const air = useAirText();
  const spanNow = useRef(span);
  spanNow.current = span;
  const line = useMemo(
    () => ({ at: columns.atMs.map((at) => at / 1_000), values: columns.index }),
    [columns, span.fromMs, span.toMs],
  );

  const read = (row: number) => {
    const index = columns.index[row] ?? null;
    const category = columns.category[row] ?? null;
    const atMs = columns.atMs[row];
    if (index === null || category === null || atMs === undefined) return null;
    const beyondScale = columns.beyondScale[row] === true;
    return (
      <>
        <strong>{indexWords({ index, beyondScale }, air)}</strong>
        <CategoryBadge category={category} /> {formatMoment(atMs, language)}
      </>
    );
  };
  return (
    <LineChart
      label={label}
      hint={air.chartHint}
      columns={line}
      options={(place) => ({
        ...lineFrame(place, {
          x: timeAxis({ language, span: () => spanNow.current }),
          y: { scale: { range: ispuRange }, axis: { size: 40, gap: 6 } },
        }),
        // It ends at a full hour, whose name stands below the end of the line.
        padding: [12, 20, 0, 0],
        series: [{}, measuredLine(place.colors)],
      })}
      madeOf={[]}
      read={read}
    />
  );
}

/** From nothing, and never less than the first two categories: a good week looks good. */
const ispuRange: uPlot.Range.Function = (_chart, _low, high) => [
  0,
  Math.max(100, (high ?? 0) * 1.1),
];
