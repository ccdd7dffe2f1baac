import { useState } from "preact/hooks";
import { Facts, PageHead, Section } from "../../bank/desk-frame/page-parts.tsx";
import { FailureLine } from "../../controls/failure-line.tsx";
import { LoadedView } from "../../controls/loaded.tsx";
import { SegmentField } from "../../controls/select-field.tsx";
import { useLoaded } from "../../controls/use-loaded.ts";
import { answerOf } from "../../edge/parts.ts";
import { formatWeekday } from "../../format/date.ts";
import { dayOf } from "../../format/month.ts";
import { formatNumber } from "../../format/number.ts";
import { Notice } from "../../shell/notice.tsx";
import { useNow } from "../../shell/now-context.tsx";
import { useLanguage } from "../../text/language-context.tsx";
import { useDesk } from "../live/desk-context.tsx";
import { useFresh } from "../live/use-fresh.ts";
import "./collection.css";
import { collectionPart, type CollectionPlan } from "./parse-collection.ts";
import { StopRow } from "./stop-row.tsx";
import { useBinTasks, type BinTasks } from "./use-bin-tasks.ts";
import { useCollectionText } from "./text/use-collection-text.ts";

const DAY_MS = 86_400_000;
/** Days to choose from; what lies further ahead nobody knows well. */
const DAYS = 4;

const parsePlan = answerOf(collectionPart);

/** Which bins to empty on a day, in an order to drive; to print, to drive by, to make tasks of. */
export function CollectionPage() {
  const text = useCollectionText();
  const nowMs = useNow();
  const [chosen, choose] = useState("");
  // A page that is open over midnight goes on with the new day. As texts days sort by time.
  const today = dayOf(nowMs);
  const day = chosen > today ? chosen : today;
  const plan = useLoaded(`/api/v1/collection?day=${day}`, parsePlan);
  const tasks = useBinTasks(day);
  useFresh(() => {
    plan.refresh();
    tasks.refresh();
  });
  return (
    <>
      <PageHead title={text.title} lead={text.lead}>
        <button class="button button-quiet" type="button" onClick={() => print()}>
          {text.print}
        </button>
      </PageHead>
      <DayChoice day={day} nowMs={nowMs} onChange={choose} />
      <LoadedView of={plan}>{(value) => <Plan plan={value} tasks={tasks} />}</LoadedView>
    </>
  );
}

interface DayChoiceProps {
  day: string;
  nowMs: number;
  onChange: (day: string) => void;
}

function DayChoice({ day, nowMs, onChange }: DayChoiceProps) {
  const text = useCollectionText();
  const { language } = useLanguage();
  const labelOf = (value: string, index: number): string => {
    if (index < 2) return index === 0 ? text.today : text.tomorrow;
    return formatWeekday(value, language).split(",")[0] ?? value;
  };
  const days = Array.from({ length: DAYS }, (_day, index) => dayOf(nowMs + index * DAY_MS));
  return (
    <>
      <div class="collection-day screen-only">
        <SegmentField
          id="collection-day"
          label={text.day}
          value={day}
          choices={days.map((value, index) => ({ value, label: labelOf(value, index) }))}
          onChange={onChange}
        />
      </div>
      <p class="collection-date">{formatWeekday(day, language)}</p>
    </>
  );
}

function Plan({ plan, tasks }: { plan: CollectionPlan; tasks: BinTasks }) {
  const text = useCollectionText();
  const { stops, start, totalKm, leftOut } = plan;
  if (stops.length === 0) {
    return <Notice icon="check" title={text.emptyTitle} text={text.emptyText} />;
  }
  return (
    <>
      <Facts
        facts={[
          { label: text.stops, value: text.bins(formatNumber(stops.length)) },
          { label: text.way, value: `${formatNumber(totalKm, 1)} km`, note: text.wayNote },
          { label: text.start, value: start.name },
        ]}
      />
      {leftOut > 0 && (
        <p class="status-line status-line-warn">{text.leftOut(formatNumber(leftOut))}</p>
      )}
      <FailureLine failure={tasks.failure} />
      <Section title={text.stops} isFlush action={<MakeAll plan={plan} tasks={tasks} />}>
        <ol class="collection-stops">
          {stops.map((stop) => (
            <StopRow key={stop.bin.device} stop={stop} startName={start.name} tasks={tasks} />
          ))}
        </ol>
      </Section>
    </>
  );
}

function MakeAll({ plan, tasks }: { plan: CollectionPlan; tasks: BinTasks }) {
  const text = useCollectionText();
  const { isStaff } = useDesk();
  const bins = plan.stops.map(({ bin }) => bin).filter(({ device }) => !tasks.byDevice.has(device));
  if (!isStaff || !tasks.isKnown || bins.length === 0) return null;
  return (
    <button
      class="button button-small"
      type="button"
      aria-disabled={tasks.isSending}
      onClick={() => void tasks.makeAll(bins)}
    >
      {text.makeAll(formatNumber(bins.length))}
    </button>
  );
}
