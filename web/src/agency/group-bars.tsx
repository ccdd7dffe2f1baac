import { formatRupiah } from "../format/number.ts";
import { formatQuantity } from "../format/quantity.ts";
import { useLanguage } from "../text/language-context.tsx";
import type { GroupTotal } from "../edge/parse-reports.ts";
import { useAgencyText } from "./text/use-agency-text.ts";

/** Part of the longest bar in percent; a month of corrections may be below zero. */
const lengthOf = (massG: number, longestG: number): string =>
  longestG === 0 ? "0%" : `${Math.max(0, (massG / longestG) * 100)}%`;

/** What came in by group: figures in words, with a bar beside each that only repeats them. */
export function GroupBars({ groups }: { groups: readonly GroupTotal[] }) {
  const { language } = useLanguage();
  const agency = useAgencyText();
  const longestG = Math.max(0, ...groups.map(({ depositedMassG }) => depositedMassG));
  return (
    <ul class="groups">
      {groups.map(({ reportGroup, depositedMassG, depositedRupiah }) => (
        <li class="group" key={reportGroup}>
          <span class="group-name">{agency.groups[reportGroup]}</span>
          <span class="group-figures">
            <strong>{formatQuantity(depositedMassG, "kg", language)}</strong>{" "}
            <span class="agency-note">{formatRupiah(depositedRupiah)}</span>
          </span>
          <svg class="group-bar" aria-hidden="true" focusable="false">
            <rect class="group-ground" width="100%" height="100%" />
            <rect class="group-level" width={lengthOf(depositedMassG, longestG)} height="100%" />
          </svg>
        </li>
      ))}
    </ul>
  );
}
