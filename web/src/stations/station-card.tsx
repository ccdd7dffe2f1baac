import { AgeText } from "../shell/age-text.tsx";
import { Icon } from "../shell/icon.tsx";
import { StateBadges } from "./state-badges.tsx";
import { StationValue } from "./station-value.tsx";
import type { StationEntry } from "./stations-state.ts";

interface StationCardProps {
  entry: StationEntry;
  href: string;
  isSelected: boolean;
}

/** One station of the list: who, how much, how it is, since when. */
export function StationCard({ entry, href, isSelected }: StationCardProps) {
  const { station, revision } = entry;
  return (
    <a
      class={`card card-${station.kind}`}
      href={href}
      aria-current={isSelected ? "true" : undefined}
      data-device={station.device}
    >
      <span class="card-head">
        <span class="card-icon">
          <Icon name={station.kind} />
        </span>
        <span class="card-names">
          <span class="card-name">{station.name}</span>
          <span class="card-place">
            {station.siteName} · {station.areaName}
          </span>
        </span>
      </span>
      {/* A new key starts the highlight anew; the first value of the page has none. */}
      <span class={revision > 0 ? "card-value flash" : "card-value"} key={revision}>
        <StationValue station={station} />
      </span>
      <span class="card-foot">
        <span class="card-badges">
          <StateBadges station={station} />
        </span>
        <span class="card-age">
          {station.latest !== null && <AgeText atMs={station.latest.atMs} />}
        </span>
      </span>
    </a>
  );
}
