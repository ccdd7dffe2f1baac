import { useLocation } from "preact-iso/router";
import { useMemo } from "preact/hooks";
import { CsvLink } from "../../chart/csv-link.tsx";
import { useLoaded } from "../../controls/use-loaded.ts";
import { ChartControls } from "../../detail/chart-controls.tsx";
import { parseStationList } from "../../edge/parse-stations.ts";
import type { Station } from "../../edge/station.ts";
import { FailureNotice } from "../../shell/failure-notice.tsx";
import { Notice } from "../../shell/notice.tsx";
import { usePageTitle } from "../../shell/page-title.ts";
import { useLanguage } from "../../text/language-context.tsx";
import { CompareChart } from "./compare-chart.tsx";
import {
  COMPARABLE,
  compareQuery,
  drawable,
  parseCompareChoice,
  stationsWith,
  type CompareChoice,
} from "./compare-choice.ts";
import { CompareTable } from "./compare-table.tsx";
import { StationPicker } from "./station-picker.tsx";
import { useCompareText } from "./text/use-compare-text.ts";
import { useCompare } from "./use-compare.ts";
import "./compare.css";

/** Several stations in one chart; what is compared stands in the address. */
export function ComparePage() {
  const compare = useCompareText();
  const { text } = useLanguage();
  const { url, path, route } = useLocation();
  const asked = useMemo(() => parseCompareChoice(url.split("?")[1] ?? ""), [url]);
  const list = useLoaded("/api/v1/open/stations", parseStationList);
  usePageTitle(compare.title);
  const change = (chosen: Partial<CompareChoice>): void =>
    route(`${path}?${compareQuery({ ...choice, ...chosen })}`, true);
  const stations = list.value?.stations ?? null;
  const choice = stations === null ? asked : drawable(asked, stations);

  return (
    <div class="compare">
      <h1 class="compare-title">{compare.title}</h1>
      <p class="compare-lead">{compare.lead}</p>
      {stations === null && list.failure === null && (
        <div class="skeleton skeleton-part" aria-busy="true">
          <span class="visually-hidden">{text.shell.loading}</span>
        </div>
      )}
      {stations === null && list.failure !== null && (
        <FailureNotice
          title={compare.errorStations}
          failure={list.failure}
          level="h2"
          onRetry={list.refresh}
        />
      )}
      {stations !== null && (
        <>
          <section class="panel compare-section">
            <ChartControls
              measures={COMPARABLE}
              measure={choice.measure}
              range={choice.range}
              // A bin says nothing of the air: what cannot be drawn is not kept chosen.
              onChange={(range, measure) =>
                change(drawable({ ...choice, range, measure }, stations))
              }
            />
            <StationPicker
              stations={stationsWith(choice.measure, stations)}
              chosen={choice.devices}
              onChange={(devices) => change({ devices })}
            />
          </section>
          <Compared choice={choice} stations={stations} />
        </>
      )}
    </div>
  );
}

function Compared({ choice, stations }: { choice: CompareChoice; stations: readonly Station[] }) {
  const compare = useCompareText();
  const { text } = useLanguage();
  const byDevice = useMemo(
    () => new Map(stations.map((station) => [station.device, station])),
    [stations],
  );
  const { compared, retry } = useCompare(choice, (device) => byDevice.get(device)?.kind ?? null);
  const nameOf = (device: string): string => byDevice.get(device)?.name ?? device;

  if (choice.devices.length === 0) {
    return <Notice icon="search" level="h2" title={compare.noneTitle} text={compare.noneText} />;
  }
  if (compared.state === "loading") {
    return (
      <div class="skeleton chart-skeleton" aria-busy="true">
        <span class="visually-hidden">{text.shell.loading}</span>
      </div>
    );
  }
  if (compared.state === "failed") {
    const { failure } = compared;
    return (
      <FailureNotice title={compare.errorTitle} failure={failure} level="h2" onRetry={retry} />
    );
  }
  const { data, span } = compared;
  if (data.atMs.length === 0) {
    return (
      <Notice icon="air" level="h2" title={compare.noPointsTitle} text={compare.noPointsText} />
    );
  }
  const measure = text.lists.measure[choice.measure];
  return (
    <section class="panel compare-section">
      <h2 class="compare-section-title">{compare.chart}</h2>
      <CompareChart
        data={data}
        measure={choice.measure}
        span={span}
        label={compare.chartLabel(measure, data.lines.length)}
      />
      <CompareTable lines={data.lines} measure={choice.measure} nameOf={nameOf} />
      <CsvLink
        file={`${compare.title.toLowerCase()}-${choice.measure}`}
        label={compare.download}
        table={() => ({
          atMs: data.atMs,
          columns: data.lines.map(({ device, values }) => ({ name: nameOf(device), values })),
        })}
      />
    </section>
  );
}
