import { useLoaded } from "../../controls/use-loaded.ts";
import { parseStationList } from "../../edge/parse-stations.ts";
import type { Station } from "../../edge/station.ts";
import { MeasureText } from "../../format/measure-text.tsx";
import { stationHref } from "../../route/route.ts";
import { AgeText } from "../../shell/age-text.tsx";
import { pm25BandOf, pm25Of } from "../../stations/pm25-band.ts";
import { useLanguage } from "../../text/language-context.tsx";
import { useMeText } from "../text/use-me-text.ts";
import { airInArea, airNearest, parseBankPlaces } from "./air-near.ts";

interface AirNowProps {
  areaCode: string;
  bank: string;
}

/** Fine dust where the resident lives: a latest value with its band, as the open page shows it. */
export function AirNow({ areaCode, bank }: AirNowProps) {
  const me = useMeText();
  const { station, isFailed, isLoading } = useAirNear(areaCode, bank);
  return (
    <section class="panel me-card">
      <h2 class="me-card-title">{me.home.air}</h2>
      {station !== null && <AirValue station={station} isOwnArea={station.areaCode === areaCode} />}
      {station === null && isLoading && <div class="skeleton me-air-waiting" aria-busy="true" />}
      {station === null && !isLoading && (
        <p class="me-note">{isFailed ? me.home.airFailed : me.home.airNone}</p>
      )}
    </section>
  );
}

function useAirNear(areaCode: string, bank: string) {
  const stations = useLoaded("/api/v1/open/stations", parseStationList);
  const list = stations.value?.stations ?? [];
  const own = airInArea(list, areaCode);
  const mustSearch = stations.value !== null && own === null;
  const places = useLoaded(mustSearch ? "/api/v1/open/banks" : null, parseBankPlaces);
  const place = places.value?.get(bank);
  return {
    station: own ?? (place === undefined ? null : airNearest(list, place)),
    isFailed: stations.failure !== null || places.failure !== null,
    isLoading: stations.isLoading || places.isLoading,
  };
}

function AirValue({ station, isOwnArea }: { station: Station; isOwnArea: boolean }) {
  const { text } = useLanguage();
  const me = useMeText();
  const pm25 = pm25Of(station);
  return (
    <>
      {pm25 === null ? (
        <p class="me-note">{text.stations.noReading}</p>
      ) : (
        <p class="me-card-figure me-air">
          <span
            class={`band-swatch band-swatch-${pm25BandOf(pm25)} me-air-swatch`}
            aria-hidden="true"
          />
          <MeasureText measure="pm25UgM3" value={pm25} />
          <span class="me-air-band">{text.lists.pm25Band[pm25BandOf(pm25)]}</span>
        </p>
      )}
      <p class="me-note">
        {text.stations.pm25Latest}
        {station.latest !== null && (
          <>
            , <AgeText atMs={station.latest.atMs} />
          </>
        )}
      </p>
      <a class="me-card-link" href={stationHref(station.device)}>
        {isOwnArea ? station.name : me.home.airNear(station.name)}
      </a>
    </>
  );
}
