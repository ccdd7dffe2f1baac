import { useState } from "preact/hooks";
import { SelectField } from "../controls/select-field.tsx";
import { halfYears, type HalfYear } from "./month-choice.ts";
import { useAgencyText } from "./text/use-agency-text.ts";

const keyOf = ({ year, half }: HalfYear): string => `${year}-${half}`;

/** The half-year's sheet for the national system, to download. */
export function SipsnFiles({ nowMs }: { nowMs: number }) {
  const agency = useAgencyText();
  const halves = halfYears(nowMs);
  // The half-year before this one is the one that is due.
  const [chosen, choose] = useState(() => (halves[1] ? keyOf(halves[1]) : ""));
  const [year = "", half = ""] = chosen.split("-");
  return (
    <section class="panel agency-section sipsn">
      <h2 class="agency-section-title">{agency.sipsnTitle}</h2>
      <p class="agency-note">{agency.sipsnText}</p>
      <SelectField
        id="half-year"
        label={agency.halfYear}
        value={chosen}
        choices={halves.map((entry) => ({
          value: keyOf(entry),
          label: agency.half(entry.half, entry.year),
        }))}
        onChange={choose}
      />
      <div class="agency-files">
        {(["xlsx", "csv"] as const).map((format) => (
          <a
            class="button button-quiet button-small"
            key={format}
            href={`/api/v1/reports/sipsn?year=${year}&half=${half}&format=${format}`}
            download
          >
            {agency.download(format.toUpperCase())}
          </a>
        ))}
      </div>
    </section>
  );
}
