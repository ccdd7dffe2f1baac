import { useState } from "preact/hooks";
import type { Station } from "../edge/station.ts";
import { NO_FILTER, stationFilterQuery, type StationFilter } from "../route/station-filter.ts";
import { Icon } from "../shell/icon.tsx";
import { useLanguage } from "../text/language-context.tsx";
import { AreaAndOrder } from "./area-and-order.tsx";
import "./filters.css";

export interface FiltersProps {
  filter: StationFilter;
  stations: readonly Station[];
  onChange: (filter: StationFilter) => void;
}

export function Filters({ filter, stations, onChange }: FiltersProps) {
  const { text } = useLanguage();
  // On a phone area and order open on demand: the list itself should be near.
  const [isOpen, setOpen] = useState(filter.areaCode !== "" || filter.order !== "attention");
  const isFiltered = stationFilterQuery({ ...filter, order: "attention" }) !== "";
  return (
    <form class="filters" aria-label={text.stations.filters} onSubmit={(e) => e.preventDefault()}>
      <div class="search-row">
        <label class="search">
          <span class="visually-hidden">{text.stations.search}</span>
          <Icon name="search" />
          <input
            class="input"
            type="search"
            autocomplete="off"
            placeholder={text.stations.searchHint}
            value={filter.search}
            onInput={(event) => onChange({ ...filter, search: event.currentTarget.value })}
          />
        </label>
        <button
          class="button button-quiet filter-toggle"
          type="button"
          aria-expanded={isOpen}
          aria-controls="filter-more"
          onClick={() => setOpen(!isOpen)}
        >
          <Icon name="filter" />
          <span class="visually-hidden">{text.stations.moreFilters}</span>
        </button>
      </div>
      <KindChoice filter={filter} onChange={onChange} />
      <div class={isOpen ? "filter-pair" : "filter-pair filter-pair-closed"} id="filter-more">
        <AreaAndOrder filter={filter} stations={stations} onChange={onChange} />
      </div>
      {isFiltered && (
        <div class="filter-state">
          {filter.only !== "any" && (
            <span class="badge">
              {filter.only === "full" ? text.stations.onlyFull : text.stations.onlySilent}
            </span>
          )}
          <button class="link-button" type="button" onClick={() => onChange(NO_FILTER)}>
            {text.stations.clear}
          </button>
        </div>
      )}
    </form>
  );
}

function KindChoice({ filter, onChange }: Omit<FiltersProps, "stations">) {
  const { text } = useLanguage();
  const kinds: [StationFilter["kind"], string][] = [
    ["all", text.stations.kindAll],
    ["bin", text.stations.kindBin],
    ["air", text.stations.kindAir],
  ];
  return (
    <fieldset>
      <legend class="visually-hidden">{text.stations.kind}</legend>
      <div class="segments">
        {kinds.map(([kind, label]) => (
          <label class="segment" key={kind}>
            <input
              type="radio"
              name="kind"
              checked={filter.kind === kind}
              onChange={() => onChange({ ...filter, kind })}
            />
            <span>{label}</span>
          </label>
        ))}
      </div>
    </fieldset>
  );
}
