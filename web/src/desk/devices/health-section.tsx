import { valueText } from "@resik/contract/alert-text";
import { FIGURES, type FigureId } from "@resik/contract/figure";
import { Facts, Section, type Fact } from "../../bank/desk-frame/page-parts.tsx";
import { LoadedView } from "../../controls/loaded.tsx";
import { useLoaded } from "../../controls/use-loaded.ts";
import { formatDay } from "../../format/time.ts";
import { AgeText } from "../../shell/age-text.tsx";
import { useLanguage } from "../../text/language-context.tsx";
import type { DeviceHealthRow } from "../edge/parse-health.ts";
import { useFresh } from "../live/use-fresh.ts";
import { useListText } from "../text/list-text.ts";
import { parseDeviceHealth } from "./device-parts.ts";
import { useDevicesText } from "./text/use-devices-text.ts";

// The keys of a constant object are exactly its ids.
const FIGURE_NAMES = Object.keys(FIGURES) as FigureId[];

/** What is wrong with a device in plain words, what to do, and the figures behind it. */
export function HealthSection({ id }: { id: string }) {
  const { health: text } = useDevicesText();
  const health = useLoaded(`/api/v1/devices/${id}/health`, parseDeviceHealth);
  useFresh(health.refresh);
  return (
    <Section title={text.title}>
      <LoadedView of={health} level="h3">
        {(view) => <Judged view={view} />}
      </LoadedView>
    </Section>
  );
}

function Judged({ view }: { view: DeviceHealthRow }) {
  const { health: text, page } = useDevicesText();
  const { language } = useLanguage();
  const words = useListText();
  const { faults, judgedAt, batteryEmptyAt } = view;
  const facts = FIGURE_NAMES.flatMap((name): Fact[] => {
    const value = view.figures[name];
    if (value === undefined) return [];
    const note =
      name === "batteryDaysLeft" && batteryEmptyAt !== null
        ? page.batteryEmpty(formatDay(batteryEmptyAt, language))
        : undefined;
    const label = text.figureNames[name];
    return [{ label, value: valueText(name, value, language), ...(note ? { note } : {}) }];
  });
  return (
    <div class="stack-close">
      {faults.length === 0 ? (
        <p>{judgedAt === null ? text.notYet : text.none}</p>
      ) : (
        <ul class="faults">
          {faults.map((fault) => (
            <li key={fault}>
              <span class="badge badge-warn">{words.fault[fault]}</span>
              <span>{text.advice[fault]}</span>
            </li>
          ))}
        </ul>
      )}
      {facts.length > 0 && <Facts facts={facts} />}
      {judgedAt !== null && (
        <p class="quiet">
          {text.judged} <AgeText atMs={judgedAt} />
        </p>
      )}
    </div>
  );
}
