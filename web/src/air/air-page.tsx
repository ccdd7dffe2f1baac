import { LoadedView } from "../controls/loaded.tsx";
import { createLazyPart } from "../shell/lazy-part.tsx";
import { Notice } from "../shell/notice.tsx";
import { usePageTitle } from "../shell/page-title.ts";
import { AirSummary } from "./air-summary.tsx";
import type { AirOverview } from "./parse-ispu.ts";
import { ScaleWords } from "./scale-words.tsx";
import { StationTile } from "./station-tile.tsx";
import { useAirText } from "./text/use-air-text.ts";
import { useIspu } from "./use-ispu.ts";
import { worstFirst } from "./worst.ts";
import "./air.css";

/** The chart weighs as much as the rest of the page and stands below it. */
const IspuHistory = createLazyPart(
  async () => (await import("./history/ispu-history.tsx")).IspuHistory,
);

/** The air of the district for everybody: in words, station by station, and over time. */
export function AirPage() {
  const air = useAirText();
  const answer = useIspu();
  usePageTitle(air.title);
  return (
    <div class="air">
      <div>
        <h1 class="air-title">{air.title}</h1>
        <p class="air-lead">{air.lead}</p>
      </div>
      <LoadedView of={answer}>{(overview) => <AirContent overview={overview} />}</LoadedView>
      <ScaleWords />
      <p class="air-links">
        <a href="/papan">{air.toBoard}</a>
        <a href="/api/v1/open/ispu">{air.openData}</a>
      </p>
    </div>
  );
}

function AirContent({ overview }: { overview: AirOverview }) {
  const air = useAirText();
  if (overview.stations.length === 0) {
    return <Notice icon="air" title={air.emptyTitle} text={air.emptyText} />;
  }
  return (
    <>
      <AirSummary overview={overview} />
      <section aria-labelledby="air-stations">
        <h2 class="air-section-title" id="air-stations">
          {air.stationsTitle}
        </h2>
        <ul class="air-tiles">
          {worstFirst(overview.stations).map((station) => (
            <StationTile station={station} key={station.device} />
          ))}
        </ul>
      </section>
      <IspuHistory stations={overview.stations} worst={overview.summary.worst} />
    </>
  );
}
