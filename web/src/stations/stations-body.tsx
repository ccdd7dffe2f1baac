import { useMemo } from "preact/hooks";
import type { Station } from "../edge/station.ts";
import { NO_FILTER, stationFilterQuery, type StationFilter } from "../route/station-filter.ts";
import { FailureNotice } from "../shell/failure-notice.tsx";
import { Notice } from "../shell/notice.tsx";
import { useLanguage } from "../text/language-context.tsx";
import { Filters } from "./filters.tsx";
import { selectStations } from "./select.ts";
import { StationList } from "./station-list.tsx";
import { useStations } from "./stations-context.tsx";
import { StationsSkeleton } from "./stations-skeleton.tsx";

interface StationsBodyProps {
  filter: StationFilter;
  selected: string | null;
  stations: readonly Station[];
  onChange: (filter: StationFilter) => void;
}

/** The list, or what stands in its place while there is none. */
export function StationsBody(props: StationsBodyProps) {
  const { text } = useLanguage();
  const { state, refresh } = useStations();
  if (state.byDevice !== null && props.stations.length > 0) return <FilteredList {...props} />;
  if (state.byDevice !== null) {
    return <Notice icon="bin" title={text.stations.noneTitle} text={text.stations.noneText} />;
  }
  if (state.failure === null) return <StationsSkeleton />;
  return (
    <FailureNotice title={text.stations.errorTitle} failure={state.failure} onRetry={refresh} />
  );
}

function FilteredList({ filter, selected, stations, onChange }: StationsBodyProps) {
  const { text } = useLanguage();
  const { state } = useStations();
  // The order is drawn with each list, not with each reading: no card jumps away from a thumb.
  const order = useMemo(
    () => selectStations(stations, filter).map((station) => station.device),
    [state.generation, filter],
  );
  return (
    <>
      <Filters filter={filter} stations={stations} onChange={onChange} />
      <p class="count" role="status">
        {text.stations.count(order.length, stations.length)}
      </p>
      {order.length === 0 || state.byDevice === null ? (
        <Notice icon="search" title={text.stations.emptyTitle} text={text.stations.emptyText}>
          <button class="button button-quiet" type="button" onClick={() => onChange(NO_FILTER)}>
            {text.stations.clear}
          </button>
        </Notice>
      ) : (
        <StationList
          order={order}
          byDevice={state.byDevice}
          selected={selected}
          query={stationFilterQuery(filter)}
        />
      )}
    </>
  );
}
