import { useMemo, useRef } from "preact/hooks";
import { formatMeasure, type Measure } from "../format/measure.ts";
import { formatMoment } from "../format/time.ts";
import { useLanguage } from "../text/language-context.tsx";
import type { ChartData } from "./chart-data.ts";
import { chartOptions } from "./chart-options.ts";
import { LineChart, type LineColumns } from "./line-chart.tsx";

interface SeriesChartProps {
  data: ChartData;
  measure: Measure;
  span: { fromMs: number; toMs: number };
  /** What the picture shows, in one sentence. */
  label: string;
}

/** A measure over time, with its lowest and highest as a shade. */
export function SeriesChart({ data, measure, span, label }: SeriesChartProps) {
  const { text, language } = useLanguage();
  const spanNow = useRef(span);
  spanNow.current = span;
  const hasBand = data.everyS > 0;
  const columns = useMemo(() => columnsOf(data, hasBand), [data, span.fromMs, span.toMs]);

  const read = (index: number) => {
    const value = data.mean[index] ?? null;
    const atMs = data.atMs[index];
    if (value === null || atMs === undefined) return null;
    return (
      <>
        <strong>{formatMeasure(measure, value)}</strong> {formatMoment(atMs, language)}
      </>
    );
  };
  return (
    <LineChart
      label={label}
      hint={text.detail.chartHint}
      columns={columns}
      options={(place) =>
        chartOptions({ ...place, measure, language, hasBand, span: () => spanNow.current })
      }
      madeOf={[measure, hasBand]}
      read={read}
    />
  );
}

function columnsOf({ atMs, mean, min, max }: ChartData, hasBand: boolean): LineColumns {
  const line = { at: atMs.map((at) => at / 1_000), values: mean };
  return hasBand ? { ...line, others: [min, max] } : line;
}
