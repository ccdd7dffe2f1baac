import { useLocation } from "preact-iso/router";
import { useEffect, useMemo, useState } from "preact/hooks";
import { appendPoint, type ChartData } from "../chart/chart-data.ts";
import type { Station } from "../edge/station.ts";
import type { Measure } from "../format/measure.ts";
import {
  parseChartRange,
  spanOfRange,
  withChartQuery,
  type ChartRange,
} from "../route/chart-range.ts";
import { stationHref } from "../route/route.ts";
import { Notice } from "../shell/notice.tsx";
import { useNow } from "../shell/now-context.tsx";
import { failureText } from "../text/failure-text.ts";
import { useLanguage } from "../text/language-context.tsx";
import { ChartControls } from "./chart-controls.tsx";
import { ChartView } from "./chart-view.tsx";
import { chosenMeasure, measuresOf } from "./station-fields.ts";
import { useSeries } from "./use-series.ts";

/** The chart of one measure over one range; both stand in the address. */
export function ChartPanel({ station }: { station: Station }) {
  const { text } = useLanguage();
  const { url, route } = useLocation();
  const query = url.split("?")[1] ?? "";
  const measure = chosenMeasure(station, query);
  const range = useMemo(() => parseChartRange(query), [query]);
  const { series, retry } = useSeries({
    device: station.device,
    channel: station.kind,
    field: measure,
    range,
  });
  const choose = (chosenRange: ChartRange, chosen: Measure): void =>
    route(stationHref(station.device, withChartQuery(query, chosenRange, chosen)), true);

  let body = <div class="skeleton chart-skeleton" aria-busy="true" />;
  if (series.state === "ready") {
    body = <LiveChart station={station} measure={measure} range={range} data={series.data} />;
  } else if (series.state === "failed") {
    body = (
      <Notice
        icon="warning"
        level="h3"
        title={text.detail.chartError}
        text={failureText(series.failure, text)}
        isError
      >
        <button class="button button-quiet" type="button" onClick={retry}>
          {text.shell.retry}
        </button>
      </Notice>
    );
  }
  return (
    <section class="detail-section">
      <h3 class="detail-title">{text.detail.chart}</h3>
      <ChartControls
        measures={measuresOf(station)}
        measure={measure}
        range={range}
        onChange={choose}
      />
      {body}
    </section>
  );
}

interface LiveChartProps {
  station: Station;
  measure: Measure;
  range: ChartRange;
  data: ChartData;
}

/** Adds what arrives live to the fetched series, unless the range lies in the past. */
function LiveChart({ station, measure, range, data }: LiveChartProps) {
  const [grown, setGrown] = useState(data);
  const nowMs = useNow();
  const { latest } = station;
  useEffect(() => setGrown(data), [data]);
  useEffect(() => {
    if (range.kind === "fixed" || latest === null) return;
    setGrown((before) => appendPoint(before, latest.atMs, latest.fields[measure] ?? null));
  }, [latest?.atMs, data]);
  const span = spanOfRange(range, Math.max(nowMs, latest?.atMs ?? 0));
  return <ChartView device={station.device} data={grown} measure={measure} span={span} />;
}
