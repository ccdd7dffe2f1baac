import { ISPU_PARAMETER_NAMES } from "@resik/contract/ispu/parameter";
import { formatNumber } from "../format/number.ts";
import { formatClock, ZONE_NAME } from "../format/time.ts";
import { stationHref } from "../route/route.ts";
import { useLanguage } from "../text/language-context.tsx";
import { indexWords } from "./index-words.ts";
import type { AirHour, AirIndex, AirStation } from "./parse-ispu.ts";
import { useAirText } from "./text/use-air-text.ts";

/** One station: its index, and beside it, under its own name, what the last hour says. */
export function StationTile({ station }: { station: AirStation }) {
  const air = useAirText();
  return (
    <li class="panel air-tile">
      <div class="air-tile-head">
        <h3>{station.name}</h3>
        <p class="air-note">
          {station.siteName} · {station.areaName}
        </p>
      </div>
      {station.day === null ? <NoIndex /> : <Index day={station.day} station={station} />}
      <Hour hour={station.hour} />
      <a class="air-tile-link" href={stationHref(station.device)}>
        {air.toStation(station.name)}
      </a>
    </li>
  );
}

function Index({ day, station }: { day: AirIndex; station: AirStation }) {
  const { language } = useLanguage();
  const air = useAirText();
  const names = day.parameters.map(({ parameter }) => ISPU_PARAMETER_NAMES[parameter]).join(", ");
  return (
    <div class="air-index">
      <p class={`air-figure ispu-${day.category}`}>
        <span class="air-figure-label">{air.index}</span>
        <strong class="air-figure-number">{indexWords(day, air)}</strong>
        <span class="air-figure-name">{air.categories[day.category]}</span>
      </p>
      <p class="air-marks">
        {day.provisional && <span class="air-mark">{air.provisional}</span>}
        {station.indicative && <span class="air-mark">{air.indicative}</span>}
      </p>
      <p class="air-note">
        {air.until(`${formatClock(Date.parse(day.at), language)} ${ZONE_NAME}`)}
      </p>
      <p class="air-note">
        {air.critical(ISPU_PARAMETER_NAMES[day.critical])} · {air.measured(names)}
      </p>
    </div>
  );
}

function NoIndex() {
  const air = useAirText();
  return (
    <div class="air-index">
      <p class="air-figure air-figure-none">
        <span class="air-figure-label">{air.index}</span>
        <strong class="air-figure-number">–</strong>
        <span class="air-figure-name">{air.noIndex}</span>
      </p>
      <p class="air-note">{air.noIndexText}</p>
    </div>
  );
}

function Hour({ hour }: { hour: AirHour | null }) {
  const { language } = useLanguage();
  const air = useAirText();
  return (
    <div class="air-hour">
      <p class="air-hour-label">{air.hourTitle}</p>
      {hour === null ? (
        <p class="air-note">{air.noHour}</p>
      ) : (
        <>
          <p class="air-hour-value">
            <strong>{formatNumber(hour.pm25UgM3, 1)}</strong> µg/m³
          </p>
          <p class="air-note">
            {air.hourLooks(air.categories[hour.category])} ·{" "}
            {air.hourUntil(`${formatClock(Date.parse(hour.at), language)} ${ZONE_NAME}`)}
          </p>
        </>
      )}
    </div>
  );
}
