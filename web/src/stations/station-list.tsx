import { stationHref } from "../route/route.ts";
import type { StationEntry } from "./stations-state.ts";
import { StationCard } from "./station-card.tsx";
import "./station-list.css";

interface StationListProps {
  order: readonly string[];
  byDevice: ReadonlyMap<string, StationEntry>;
  selected: string | null;
  /** The filter as a query, kept in each link so that the way back leads to the same list. */
  query: string;
}

export function StationList({ order, byDevice, selected, query }: StationListProps) {
  return (
    <ul class="cards">
      {order.map((device) => {
        const entry = byDevice.get(device);
        if (!entry) return null;
        return (
          <li key={device}>
            <StationCard
              entry={entry}
              href={stationHref(device, query)}
              isSelected={device === selected}
            />
          </li>
        );
      })}
    </ul>
  );
}
