import { stationsHref } from "../route/route.ts";
import { parseStationFilter, stationFilterQuery } from "../route/station-filter.ts";
import { useLocation } from "preact-iso/router";
import { Icon } from "../shell/icon.tsx";
import { FailureNotice } from "../shell/failure-notice.tsx";
import { Notice } from "../shell/notice.tsx";
import { usePageTitle } from "../shell/page-title.ts";
import { useStations } from "../stations/stations-context.tsx";
import { useLanguage } from "../text/language-context.tsx";
import { ChartPanel } from "./chart-panel.tsx";
import { DetailHead } from "./detail-head.tsx";
import { LatestValues } from "./latest-values.tsx";
import "./station-detail.css";

interface StationDetailProps {
  device: string;
  /** Stands alone as a page, with its own way back and its own title. */
  isPage: boolean;
}

/** Everything about one station: what it says now, and how that went. */
export function StationDetail({ device, isPage }: StationDetailProps) {
  const { text } = useLanguage();
  const { state, refresh } = useStations();
  const entry = state.byDevice?.get(device);
  const title = entry?.station.name ?? text.stations.title;
  usePageTitle(title);
  const Heading = isPage ? "h1" : "h2";
  let body = <div class="skeleton skeleton-part" aria-busy="true" />;
  if (entry) {
    body = (
      <article class="detail" aria-label={entry.station.name}>
        <DetailHead entry={entry} heading={Heading} />
        <ChartPanel station={entry.station} />
        <LatestValues station={entry.station} />
      </article>
    );
  } else if (state.byDevice !== null) {
    body = (
      <Notice
        icon="search"
        level={Heading}
        title={text.detail.unknownTitle}
        text={text.detail.unknownText}
      />
    );
  } else if (state.failure !== null) {
    body = (
      <FailureNotice
        title={text.stations.errorTitle}
        failure={state.failure}
        level={Heading}
        onRetry={refresh}
      />
    );
  }
  return (
    <>
      {isPage && <BackLink />}
      {body}
    </>
  );
}

/** Leads to the list as it was filtered. */
function BackLink() {
  const { text } = useLanguage();
  const { url } = useLocation();
  const filter = parseStationFilter(url.split("?")[1] ?? "");
  return (
    <a class="back" href={stationsHref(stationFilterQuery(filter))}>
      <Icon name="back" />
      {text.detail.back}
    </a>
  );
}
