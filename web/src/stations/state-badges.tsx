import type { Station } from "../edge/station.ts";
import { useLanguage } from "../text/language-context.tsx";
import { fillLevelOf, fillRatioOf, type FillLevel } from "./fill-level.ts";
import { pm25BandOf, pm25Of, type Pm25Band } from "./pm25-band.ts";
import { isSilent } from "./presence.ts";

const FILL_TONE: Record<FillLevel, string> = {
  room: "badge badge-good",
  "nearly-full": "badge badge-warn",
  full: "badge badge-alarm",
};

const BAND_TONE: Record<Pm25Band, string> = {
  low: "badge",
  middle: "badge",
  high: "badge badge-warn",
  "very-high": "badge badge-alarm",
};

/** The state of a station in words: level, presence when it is silent, quality when not good. */
export function StateBadges({ station }: { station: Station }) {
  const { text } = useLanguage();
  const fillRatio = fillRatioOf(station);
  const pm25 = pm25Of(station);
  const quality = station.latest?.quality ?? "ok";
  // "No echo" already stands where the level would.
  const isQualityShown = quality !== "ok" && quality !== "no-echo";
  return (
    <>
      {fillRatio !== null && (
        <span class={FILL_TONE[fillLevelOf(fillRatio)]}>
          {text.lists.fillLevel[fillLevelOf(fillRatio)]}
        </span>
      )}
      {pm25 !== null && (
        <span class={BAND_TONE[pm25BandOf(pm25)]}>{text.lists.pm25Band[pm25BandOf(pm25)]}</span>
      )}
      {isQualityShown && <span class="badge badge-warn">{text.lists.quality[quality]}</span>}
      {isSilent(station) && <span class="badge">{text.lists.presence[station.presence]}</span>}
    </>
  );
}
