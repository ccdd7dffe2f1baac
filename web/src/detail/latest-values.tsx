import type { Station } from "../edge/station.ts";
import { MeasureText } from "../format/measure-text.tsx";
import { formatMoment } from "../format/time.ts";
import { useLanguage } from "../text/language-context.tsx";
import { measuresOf } from "./station-fields.ts";

/** All that the last reading said, with units and its quality in words. */
export function LatestValues({ station }: { station: Station }) {
  const { text, language } = useLanguage();
  const { latest } = station;
  return (
    <section class="detail-section">
      <h3 class="detail-title">{text.detail.lastReading}</h3>
      {latest === null ? (
        <p class="detail-note">{text.detail.nothingYet}</p>
      ) : (
        <>
          <p class="detail-note">
            {formatMoment(latest.atMs, language)} · {text.lists.quality[latest.quality]}
          </p>
          <dl class="values">
            {measuresOf(station).map((measure) => {
              const value = latest.fields[measure];
              if (value === undefined) return null;
              return (
                <div class="value" key={measure}>
                  <dt>{text.lists.measure[measure]}</dt>
                  <dd>
                    <MeasureText measure={measure} value={value} />
                  </dd>
                </div>
              );
            })}
          </dl>
        </>
      )}
    </section>
  );
}
