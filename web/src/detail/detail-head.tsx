import { AgeText } from "../shell/age-text.tsx";
import { useLanguage } from "../text/language-context.tsx";
import { StateBadges } from "../stations/state-badges.tsx";
import { StationValue } from "../stations/station-value.tsx";
import { isSilent } from "../stations/presence.ts";
import type { StationEntry } from "../stations/stations-state.ts";

interface DetailHeadProps {
  entry: StationEntry;
  heading: "h1" | "h2";
}

/** Who it is, where it stands, and the one value that people look for. */
export function DetailHead({ entry, heading: Heading }: DetailHeadProps) {
  const { text } = useLanguage();
  const { station, revision } = entry;
  return (
    <header class="detail-head">
      <p class="detail-kind">{text.lists.kind[station.kind]}</p>
      <Heading class="detail-name">{station.name}</Heading>
      <p class="detail-place">
        {station.siteName} · {station.areaName}
      </p>
      <div class={revision > 0 ? "detail-value flash" : "detail-value"} key={revision}>
        <StationValue station={station} />
      </div>
      <p class="detail-state">
        {!isSilent(station) && (
          <span class="badge badge-good">{text.lists.presence[station.presence]}</span>
        )}
        <StateBadges station={station} />
        {station.latest !== null && (
          <span class="detail-age">
            <AgeText atMs={station.latest.atMs} />
          </span>
        )}
      </p>
    </header>
  );
}
