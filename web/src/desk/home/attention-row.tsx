import type { ComponentChildren } from "preact";
import { useEffect, useState } from "preact/hooks";
import { FailureLine } from "../../controls/failure-line.tsx";
import { dayOf } from "../../format/month.ts";
import { formatClock } from "../../format/time.ts";
import { stationHref } from "../../route/route.ts";
import { AgeText } from "../../shell/age-text.tsx";
import { useNow } from "../../shell/now-context.tsx";
import { useLanguage } from "../../text/language-context.tsx";
import { usePost } from "../../controls/use-post.ts";
import type { BinRow } from "../edge/parse-bins.ts";
import type { TaskRow } from "../edge/parse-tasks.ts";
import { useDesk } from "../live/desk-context.tsx";
import { usualDueMs, usualTaskKind } from "../parts/alert-words.ts";
import { SeveritySign } from "../parts/badges.tsx";
import { roundedForecast } from "../parts/rounded-forecast.ts";
import { whenText } from "../parts/when-text.ts";
import { useHomeText } from "../text/home-text.ts";
import { useListText } from "../text/list-text.ts";
import { TASK_BY_REPORT } from "../reports/task-by-report.ts";
import { useTaskMaker, type TaskWish } from "../tasks/use-task-maker.ts";
import type { AttentionItem } from "./attention-list.ts";
import { useItemName } from "./use-item-name.ts";

/** One thing that needs somebody: what, where, since when, and the one tap that gets it going. */
export function AttentionRow({ item }: { item: AttentionItem }) {
  const list = useListText();
  const { isStaff } = useDesk();
  const name = useItemName();
  const { place, href, details } = useWords(item);
  return (
    <li class={item.isSeen ? "attention attention-seen" : "attention"}>
      <span class="attention-sign">
        <SeveritySign severity={item.severity} isAhead={item.aheadMs !== null} />
        <span class="visually-hidden">{list.severity[item.severity]}: </span>
      </span>
      <div class="attention-main">
        <a class="attention-title" href={href}>
          {name(item)}
        </a>
        <p class="attention-place">{place}</p>
        <p class="attention-note">{details}</p>
      </div>
      {isStaff && <RowActions item={item} />}
    </li>
  );
}

interface RowWords {
  place: string;
  href: string;
  details: ComponentChildren;
}

function useWords(item: AttentionItem): RowWords {
  const text = useHomeText();
  const { language } = useLanguage();
  const nowMs = useNow();
  const age = <AgeText atMs={item.sinceMs} />;
  switch (item.kind) {
    case "alert": {
      const { alert, bin } = item;
      return {
        place: placeOf(alert.subjectName, alert.siteName, alert.areaName),
        href: `/dlh/peringatan/${alert.id}`,
        details: (
          <>
            {age}
            {bin !== null && <Forecast bin={bin} />}
            {item.isSeen && ` · ${text.seen}`}
            <TaskNote task={item.task} />
          </>
        ),
      };
    }
    case "bin":
      return {
        place: placeOf(item.bin.name, item.bin.siteName, item.bin.areaName),
        href: stationHref(item.bin.device),
        details: (
          <>
            {item.bin.at !== null && age}
            <Forecast bin={item.bin} />
            <TaskNote task={item.task} />
          </>
        ),
      };
    case "health":
      return {
        place: placeOf(item.name, item.siteName, item.areaName),
        href: `/dlh/perangkat/${item.device}`,
        details: (
          <>
            {item.sinceMs > 0 && age}
            <TaskNote task={item.task} />
          </>
        ),
      };
    case "report":
      return {
        place: placeOf(item.report.place, item.report.deviceName, item.report.areaName),
        href: `/dlh/laporan/${item.report.id}`,
        details: age,
      };
    case "task":
      return {
        place: placeOf(item.task.deviceName, item.task.siteName, item.task.areaName),
        href: `/dlh/tugas/${item.task.id}`,
        details: (
          <>
            {text.dueSince(whenText(item.task.dueAt, nowMs, language))}
            <TaskNote task={item.task} />
          </>
        ),
      };
  }
}

const placeOf = (...parts: readonly (string | null)[]): string =>
  [...new Set(parts.filter((part) => part !== null && part !== ""))].join(" · ");

/** When a bin will be full, honestly: about when, and between when and when. */
function Forecast({ bin }: { bin: BinRow }) {
  const text = useHomeText();
  const { language } = useLanguage();
  const nowMs = useNow();
  if (bin.full === null || bin.isFull) return null;
  const { at, early, late } = roundedForecast(bin.full);
  const told = (atMs: number) => whenText(atMs, nowMs, language);
  const isSameDay = dayOf(early) === dayOf(at) && dayOf(late) === dayOf(at);
  const between = isSameDay
    ? `${formatClock(early, language)}–${formatClock(late, language)}`
    : `${told(early)} – ${told(late)}`;
  return (
    <>
      {" · "}
      <strong>{text.fullAt(told(at))}</strong> ({between})
    </>
  );
}

function TaskNote({ task }: { task: TaskRow | null }) {
  const text = useHomeText();
  const list = useListText();
  if (task === null) return null;
  const who = task.owner === null ? text.taskNoOwner : text.taskOf(task.owner.name);
  return ` · ${who}, ${list.taskState[task.state].toLowerCase()}`;
}

function RowActions({ item }: { item: AttentionItem }) {
  const text = useHomeText();
  const { refresh } = useDesk();
  const wish = useWish(item);
  const maker = useTaskMaker();
  const seen = usePost(() => true);
  const acknowledge = async (id: string): Promise<void> => {
    const answer = await seen.send(`/api/v1/alerts/${id}/acknowledge`, {});
    if (answer?.ok) refresh();
  };
  const known = taskOf(item);
  // Made a moment ago, where the list does not know it yet: a second tap makes no second task.
  const [fresh, setFresh] = useState<string | null>(null);
  useEffect(() => {
    if (known !== null) setFresh(null);
  }, [known]);
  const made = known ?? fresh;
  const make = async (wanted: TaskWish): Promise<void> => {
    const id = await maker.make(wanted, () => setFresh(null));
    if (id !== null) setFresh(id);
  };
  return (
    <div class="attention-actions">
      <FailureLine failure={seen.failure} />
      {item.kind === "alert" && item.alert.state === "open" && (
        <button
          class="button button-quiet button-small"
          type="button"
          aria-disabled={seen.isSending}
          onClick={() => void acknowledge(item.alert.id)}
        >
          {text.acknowledge}
        </button>
      )}
      {made !== null ? (
        <a class="button button-quiet button-small" href={`/dlh/tugas/${made}`}>
          {text.toTask}
        </a>
      ) : (
        wish !== null && (
          <button
            class="button button-quiet button-small"
            type="button"
            aria-disabled={maker.isSending}
            onClick={() => void make(wish)}
          >
            {text.makeTask}
          </button>
        )
      )}
    </div>
  );
}

function taskOf(item: AttentionItem): string | null {
  switch (item.kind) {
    case "alert":
      return item.alert.task;
    case "bin":
    case "health":
      return item.task?.id ?? null;
    case "report":
      return item.report.task;
    case "task":
      return item.task.id;
  }
}

/** The task that one tap makes of a thing. */
function useWish(item: AttentionItem): TaskWish | null {
  const { rules } = useDesk();
  const nowMs = useNow();
  const list = useListText();
  const due = (kind: TaskWish["kind"]) => usualDueMs(item.severity, kind, nowMs);
  switch (item.kind) {
    case "alert": {
      const kind = usualTaskKind(item.alert, rules);
      return { kind, dueMs: due(kind), what: item.alert.subjectName, alert: item.alert.id };
    }
    case "bin":
      return {
        kind: "empty-bin",
        dueMs: due("empty-bin"),
        what: item.bin.name,
        device: item.bin.device,
      };
    case "health":
      return {
        kind: "inspect-device",
        dueMs: due("inspect-device"),
        what: item.name,
        device: item.device,
      };
    case "report": {
      const kind = TASK_BY_REPORT[item.report.kind];
      const what = item.report.place === "" ? list.reportKind[item.report.kind] : item.report.place;
      return { kind, dueMs: due(kind), what, report: item.report.id };
    }
    case "task":
      return null;
  }
}
