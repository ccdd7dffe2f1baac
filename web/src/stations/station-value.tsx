import type { Station } from "../edge/station.ts";
import { formatMeasure, formatMeasureNumber } from "../format/measure.ts";
import { formatPercent } from "../format/number.ts";
import { useLanguage } from "../text/language-context.tsx";
import { FillBar } from "./fill-bar.tsx";
import { fillRatioOf } from "./fill-level.ts";
import { pm25Of } from "./pm25-band.ts";

/** The one value people look for: how full, or how much fine dust. */
export function StationValue({ station }: { station: Station }) {
  return station.kind === "bin" ? <BinValue station={station} /> : <AirValue station={station} />;
}

function BinValue({ station }: { station: Station }) {
  const { text } = useLanguage();
  const fillRatio = fillRatioOf(station);
  const distanceMm = fillRatio === null ? undefined : station.latest?.fields.distanceMm;
  return (
    <>
      {fillRatio === null ? (
        <span class="value-row">
          <span class="value-words">{withoutLevel(station, text.stations)}</span>
        </span>
      ) : (
        <span class="value-row">
          <span class="value-figure">{formatPercent(fillRatio)}</span>
          {distanceMm !== undefined && (
            <span class="value-note">
              {text.stations.distance(formatMeasure("distanceMm", distanceMm))}
            </span>
          )}
        </span>
      )}
      <FillBar fillRatio={fillRatio} />
    </>
  );
}

/** No echo is said in these words; it is neither empty nor full. */
function withoutLevel(
  station: Station,
  words: { noEcho: string; noEchoNote: string; noLevel: string; noReading: string },
): string {
  if (station.latest === null) return words.noReading;
  if (station.latest.quality === "no-echo") return `${words.noEcho}, ${words.noEchoNote}`;
  return words.noLevel;
}

function AirValue({ station }: { station: Station }) {
  const { text } = useLanguage();
  const pm25 = pm25Of(station);
  return (
    <span class="value-row">
      {pm25 === null ? (
        <span class="value-words">{text.stations.noReading}</span>
      ) : (
        <span class="value-figure">
          {formatMeasureNumber("pm25UgM3", pm25)} <span class="value-unit">µg/m³</span>
        </span>
      )}
      <span class="value-note">{text.stations.pm25Latest}</span>
    </span>
  );
}
