import { statsOf, type ChartData } from "../chart/chart-data.ts";
import { SeriesChart } from "../chart/series-chart.tsx";
import { formatMeasure, type Measure } from "../format/measure.ts";
import { MeasureText } from "../format/measure-text.tsx";
import { formatMoment } from "../format/time.ts";
import { Notice } from "../shell/notice.tsx";
import type { Catalogue } from "../text/catalogue.ts";
import { useLanguage } from "../text/language-context.tsx";
import { ChartTable } from "./chart-table.tsx";

interface ChartViewProps {
  data: ChartData;
  measure: Measure;
  span: { fromMs: number; toMs: number };
}

/** Statistics, picture and table of the same points. */
export function ChartView({ data, measure, span }: ChartViewProps) {
  const { text, language } = useLanguage();
  const stats = statsOf(data);
  if (stats === null) {
    return (
      <Notice
        icon={measure === "fillRatio" ? "bin" : "air"}
        level="h3"
        title={text.detail.noPoints}
        text={text.detail.noPointsText}
      />
    );
  }
  const label = text.detail.chartLabel(
    text.lists.measure[measure],
    formatMoment(span.fromMs, language),
    formatMoment(span.toMs, language),
    formatMeasure(measure, stats.min),
    formatMeasure(measure, stats.max),
  );
  return (
    <>
      <dl class="stats">
        {(["min", "mean", "max"] as const).map((name) => (
          <div class="stat" key={name}>
            <dt>{text.detail[name]}</dt>
            <dd>
              <MeasureText measure={measure} value={stats[name]} />
            </dd>
          </div>
        ))}
      </dl>
      <SeriesChart data={data} measure={measure} span={span} label={label} />
      <p class="detail-note">{windowText(data.everyS, text)}</p>
      <ChartTable data={data} measure={measure} />
    </>
  );
}

function windowText(everyS: number, text: Catalogue): string {
  const { detail } = text;
  if (everyS === 0) return detail.rawReadings;
  if (everyS >= 86_400) return detail.windowMean(detail.day);
  if (everyS >= 3_600) return detail.windowMean(detail.hours(everyS / 3_600));
  return detail.windowMean(detail.minutes(everyS / 60));
}
