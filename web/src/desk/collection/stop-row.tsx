import { formatNumber, formatPercent } from "../../format/number.ts";
import { stationHref } from "../../route/route.ts";
import { useNow } from "../../shell/now-context.tsx";
import { useLanguage } from "../../text/language-context.tsx";
import type { BinRow } from "../edge/parse-bins.ts";
import { useDesk } from "../live/desk-context.tsx";
import { roundedForecast } from "../parts/rounded-forecast.ts";
import { whenText } from "../parts/when-text.ts";
import type { CollectionStop } from "./parse-collection.ts";
import { useCollectionText } from "./text/use-collection-text.ts";
import type { BinTasks } from "./use-bin-tasks.ts";

interface StopRowProps {
  stop: CollectionStop;
  startName: string;
  tasks: BinTasks;
}

/** One stop: which bin, how full, why, how far, and what to do about it. */
export function StopRow({ stop, startName, tasks }: StopRowProps) {
  const text = useCollectionText();
  const { order, bin, reason, legKm } = stop;
  const km = formatNumber(legKm, 1);
  const place = [...new Set([bin.siteName, bin.areaName])].join(" · ");
  const doubt = text.trust[bin.trust];
  return (
    <li class={`collection-stop collection-${reason}`}>
      <span class="collection-order">{order}</span>
      <div class="collection-main">
        <p class="collection-title">
          <a href={stationHref(bin.device)}>{bin.name}</a>
          <span class="badge collection-reason">{text.reason[reason]}</span>
        </p>
        <p class="collection-note">{place}</p>
        <p>
          <Level bin={bin} />
          <Forecast bin={bin} />
        </p>
        {doubt !== null && <p class="collection-note collection-doubt">{doubt}</p>}
        <p class="collection-note">{order === 1 ? text.firstLeg(km, startName) : text.leg(km)}</p>
      </div>
      <div class="collection-actions screen-only">
        <TaskAction bin={bin} tasks={tasks} />
        <a class="button button-quiet button-small" href={mapHref(bin)}>
          {text.openMap}
        </a>
      </div>
      <p class="collection-tick print-only">☐ {text.done}</p>
    </li>
  );
}

/** What a phone opens with the maps app of its owner (RFC 5870; the name in Android's way). */
function mapHref({ lat, lon, name }: BinRow): string {
  return `geo:${lat},${lon}?q=${lat},${lon}(${encodeURIComponent(name)})`;
}

function Level({ bin: { fillRatio } }: { bin: BinRow }) {
  const text = useCollectionText();
  if (fillRatio === null) return <>{text.unknownLevel}</>;
  return <strong>{text.level(formatPercent(fillRatio))}</strong>;
}

/** When it will be full: about when, and between when and when. */
function Forecast({ bin }: { bin: BinRow }) {
  const text = useCollectionText();
  const { language } = useLanguage();
  const nowMs = useNow();
  if (bin.full === null || bin.isFull) return null;
  const told = (atMs: number): string => whenText(atMs, nowMs, language);
  const { at, early, late } = roundedForecast(bin.full);
  return (
    <>
      {` · ${text.fullAt(told(at))} `}
      <span class="collection-between">({text.fullBetween(told(early), told(late))})</span>
    </>
  );
}

function TaskAction({ bin, tasks }: { bin: BinRow; tasks: BinTasks }) {
  const text = useCollectionText();
  const { isStaff } = useDesk();
  const task = tasks.byDevice.get(bin.device);
  if (task !== undefined) {
    return (
      <a class="button button-quiet button-small" href={`/dlh/tugas/${task}`}>
        {text.toTask}
      </a>
    );
  }
  if (!isStaff || !tasks.isKnown) return null;
  return (
    <button
      class="button button-small"
      type="button"
      aria-disabled={tasks.isSending}
      onClick={() => void tasks.make(bin)}
    >
      {text.makeTask}
    </button>
  );
}
