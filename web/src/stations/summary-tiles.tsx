import type { Station } from "../edge/station.ts";
import { formatNumber } from "../format/number.ts";
import { NO_FILTER, type StationFilter } from "../route/station-filter.ts";
import { useLanguage } from "../text/language-context.tsx";
import { Pm25Bar } from "./pm25-bar.tsx";
import { summarise } from "./summary.ts";
import "./summary-tiles.css";

interface SummaryTilesProps {
  stations: readonly Station[];
  filter: StationFilter;
  onChange: (filter: StationFilter) => void;
}

/** What matters now, in three figures; each filters the list to what it counts. */
export function SummaryTiles({ stations, filter, onChange }: SummaryTilesProps) {
  const { text } = useLanguage();
  const summary = summarise(stations);
  const reporting = Object.values(summary.airByBand).reduce((sum, count) => sum + count, 0);
  const isFull = filter.only === "full";
  const isSilent = filter.only === "silent";
  const isAir = filter.kind === "air" && filter.only === "any";
  return (
    <div class="tiles" role="group" aria-label={text.stations.summary}>
      <button
        class={summary.nearlyFullBins > 0 ? "tile tile-warn" : "tile"}
        type="button"
        aria-pressed={isFull}
        onClick={() => onChange(isFull ? NO_FILTER : { ...NO_FILTER, only: "full" })}
      >
        <span class="tile-title">{text.stations.tileFull}</span>
        <span class="tile-figure">{formatNumber(summary.nearlyFullBins)}</span>
        <span class="tile-note">{text.stations.tileFullNote(summary.bins)}</span>
      </button>
      <button
        class="tile"
        type="button"
        aria-pressed={isSilent}
        onClick={() => onChange(isSilent ? NO_FILTER : { ...NO_FILTER, only: "silent" })}
      >
        <span class="tile-title">{text.stations.tileSilent}</span>
        <span class="tile-figure">{formatNumber(summary.silent)}</span>
        <span class="tile-note">{text.stations.tileSilentNote(summary.total)}</span>
      </button>
      <button
        class="tile tile-air"
        type="button"
        aria-pressed={isAir}
        onClick={() => onChange(isAir ? NO_FILTER : { ...NO_FILTER, kind: "air" })}
      >
        <span class="tile-title">{text.stations.tileAir}</span>
        <Pm25Bar airByBand={summary.airByBand} />
        <span class="tile-note">
          {reporting === 0 ? text.stations.tileAirNone : text.stations.tileAirNote(reporting)}
        </span>
      </button>
    </div>
  );
}
