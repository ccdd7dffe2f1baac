import { formatNumber } from "../format/number.ts";
import { useLanguage } from "../text/language-context.tsx";
import { PM25_BANDS, PM25_UPPER_UG_M3, type Pm25Band } from "./pm25-band.ts";

/** How many stations stand in each band: a count, a name and the band's limits in µg/m³. */
export function Pm25Bar({ airByBand }: { airByBand: Record<Pm25Band, number> }) {
  const { text } = useLanguage();
  return (
    <span class="bands">
      {PM25_BANDS.map((band) => (
        <span class={airByBand[band] === 0 ? "band band-none" : "band"} key={band}>
          <span class="band-head">
            <span class={`band-swatch band-swatch-${band}`} aria-hidden="true" />
            <span class="band-count">{formatNumber(airByBand[band])}</span>
          </span>
          <span class="band-name">{text.lists.pm25Band[band]}</span>
          <span class="band-limit">{limitText(band)}</span>
        </span>
      ))}
    </span>
  );
}

function limitText(band: Pm25Band): string {
  return band === "very-high"
    ? `> ${formatNumber(PM25_UPPER_UG_M3.high, 1)}`
    : `≤ ${formatNumber(PM25_UPPER_UG_M3[band], 1)}`;
}
