import { statsOf, type ChartData } from "../chart/chart-data.ts";
import { CsvLink } from "../chart/csv-link.tsx";
import type { CsvTable } from "../chart/csv-table.ts";
import { SeriesChart } from "../chart/series-chart.tsx";
import { formatMeasure, type Measure } from "../format/measure.ts";
import { MeasureText } from "../format/measure-text.tsx";
import { formatMoment, toInputText } from "../format/time.ts";
import { Notice } from "../shell/notice.tsx";
import type { Catalogue } from "../text/catalogue.ts";
import { useLanguage } from "../text/language-context.tsx";
import { ChartTable } from "./chart-table.tsx";
import "./chart-view.css";

interface ChartViewProps {
  /** Whose points they are: the file's name when they are downloaded. */
  device: string;
  data: ChartData;
  measure: Measure;
  span: { fromMs: number; toMs: number };
}

/** Statistics, picture and table of the same points. */
export function ChartView({ device, data, measure, span }: ChartViewProps) {
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
  const fileName = `${device}-${measure}-${toInputText(span.fromMs).slice(0, 10)}`;
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
      <CsvLink file={fileName} table={() => tableOf(data, measure)} label={text.detail.download} />
    </>
  );
}

/** The points as they are drawn; of single readings lowest and highest say nothing more. */
function tableOf(data: ChartData, measure: Measure): CsvTable {
  const columns: CsvTable["columns"] =
    data.everyS === 0
      ? [{ name: measure, values: data.mean }]
      : [
          { name: `${measure} mean`, values: data.mean },
          { name: `${measure} min`, values: data.min },
          { name: `${measure} max`, values: data.max },
        ];
  return { atMs: data.atMs, columns };
}

function windowText(everyS: number, text: Catalogue): string {
  const { detail } = text;
  if (everyS === 0) return detail.rawReadings;
  if (everyS >= 86_400) return detail.windowMean(detail.day);
  if (everyS >= 3_600) return detail.windowMean(detail.hours(everyS / 3_600));
  return detail.windowMean(detail.minutes(everyS / 60));
}
