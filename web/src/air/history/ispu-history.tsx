import { useMemo, useState } from "preact/hooks";
import { LoadedView } from "../../controls/loaded.tsx";
import { SegmentField, SelectField } from "../../controls/select-field.tsx";
import { useLoaded } from "../../controls/use-loaded.ts";
import { formatNumber } from "../../format/number.ts";
import { useNow } from "../../shell/now-context.tsx";
import { indexWords } from "../index-words.ts";
import { parseIspuHistory, type AirHistory, type AirStation } from "../parse-ispu.ts";
import { useAirText } from "../text/use-air-text.ts";
import { HISTORY_RANGES, historyPath, spanOf, type HistoryRange } from "./history-range.ts";
import { IspuChart } from "./ispu-chart.tsx";
import { columnsOf, extremesOf } from "./ispu-columns.ts";

interface IspuHistoryProps {
  stations: readonly AirStation[];
  /** Shown first. */
  worst: string | null;
}

/** One station's index over a day, a week, a month or a year. */
export function IspuHistory({ stations, worst }: IspuHistoryProps) {
  const air = useAirText();
  const [chosen, setChosen] = useState<string | null>(null);
  const [range, setRange] = useState<HistoryRange>("week");
  const device = chosen ?? worst ?? stations[0]?.device ?? "";
  const station = stations.find((one) => one.device === device);
  const span = spanOf(range, useNow());
  const answer = useLoaded(
    station === undefined ? null : historyPath(station.device, span),
    parseIspuHistory,
  );
  if (station === undefined) return null;
  return (
    <section class="panel air-history" aria-labelledby="air-history">
      <h2 class="air-section-title" id="air-history">
        {air.historyTitle}
      </h2>
      <div class="air-history-tools">
        <SelectField
          id="air-history-station"
          label={air.station}
          value={device}
          choices={stations.map(({ device: value, name: label }) => ({ value, label }))}
          onChange={setChosen}
        />
        <SegmentField
          id="air-history-range"
          label={air.range}
          value={range}
          choices={HISTORY_RANGES.map((value) => ({ value, label: air.ranges[value] }))}
          onChange={setRange}
        />
      </div>
      <LoadedView of={answer} level="h3">
        {(history) => (
          <HistoryView
            history={history}
            span={span}
            label={air.chartLabel(station.name, air.ranges[range])}
          />
        )}
      </LoadedView>
    </section>
  );
}

interface HistoryViewProps {
  history: AirHistory;
  span: { fromMs: number; toMs: number };
  label: string;
}

function HistoryView({ history, span, label }: HistoryViewProps) {
  const air = useAirText();
  const columns = useMemo(() => columnsOf(history), [history]);
  const extremes = useMemo(() => extremesOf(history), [history]);
  if (extremes === null) return <p class="air-note">{air.noHistory}</p>;
  const { low, high, isBeyond, hours } = extremes;
  return (
    <>
      <IspuChart columns={columns} span={span} label={label} />
      <p class="air-note">
        {air.extremes(formatNumber(low), indexWords({ index: high, beyondScale: isBeyond }, air))}
        {hours.map(({ category, count }) => (
          <span key={category}>
            {" · "}
            {air.hoursIn(formatNumber(count), air.categories[category])}
          </span>
        ))}
      </p>
    </>
  );
}
