import { useLocation } from "preact-iso/router";
import { useMemo } from "preact/hooks";
import { stationHref, stationsHref } from "../route/route.ts";
import { stationFilterQuery, type StationFilter } from "../route/station-filter.ts";
import { usePageTitle } from "../shell/page-title.ts";
import { useLanguage } from "../text/language-context.tsx";
import { ConnectionSign } from "./connection-sign.tsx";
import { StationsBody } from "./stations-body.tsx";
import { useStations } from "./stations-context.tsx";
import { SummaryTiles } from "./summary-tiles.tsx";

interface StationsContentProps {
  filter: StationFilter;
  /** The station whose detail stands beside the list. */
  selected: string | null;
}

/** Heading, summary, filters and the list, in whatever state the data is. */
export function StationsContent({ filter, selected }: StationsContentProps) {
  const { text } = useLanguage();
  const { state } = useStations();
  const entries = useMemo(() => [...(state.byDevice?.values() ?? [])], [state.byDevice]);
  const stations = useMemo(() => entries.map((entry) => entry.station), [entries]);
  const changeFilter = useFilterChange(selected);
  usePageTitle(text.stations.title);

  return (
    <div class="stations-side">
      <div class="stations-top">
        <div class="stations-heading">
          <h1>{text.stations.title}</h1>
          <ConnectionSign />
        </div>
        <p class="stations-lead">{text.stations.lead}</p>
        <a class="stations-air" href="/udara">
          {text.shell.openAir} (ISPU)
        </a>
        {stations.length > 0 && (
          <SummaryTiles stations={stations} filter={filter} onChange={changeFilter} />
        )}
      </div>
      <section class="stations-list" aria-label={text.stations.list}>
        <StationsBody
          filter={filter}
          selected={selected}
          stations={stations}
          onChange={changeFilter}
        />
      </section>
    </div>
  );
}

/** Puts a filter into the address without a step in the history; the detail stays open. */
function useFilterChange(selected: string | null): (filter: StationFilter) => void {
  const { route, path } = useLocation();
  return (filter) => {
    const query = stationFilterQuery(filter);
    const isDetailOpen = path !== "/" && selected !== null;
    route(isDetailOpen ? stationHref(selected, query) : stationsHref(query), true);
  };
}
