import { noteText } from "@resik/contract/program-note";
import { Facts, PageHead, Section, type Fact } from "../../bank/desk-frame/page-parts.tsx";
import { LoadedView } from "../../controls/loaded.tsx";
import { useLoaded } from "../../controls/use-loaded.ts";
import { answerOf } from "../../edge/parts.ts";
import { isRefusal } from "../../edge/request.ts";
import { stationHref } from "../../route/route.ts";
import { taskDetailPart, type TaskDetail } from "../edge/parse-tasks.ts";
import { useDesk } from "../live/desk-context.tsx";
import { useFresh } from "../live/use-fresh.ts";
import { TaskStateBadge } from "../parts/badges.tsx";
import { PlaceLine } from "../parts/place-line.tsx";
import { useLanguage } from "../../text/language-context.tsx";
import { Story } from "../parts/story.tsx";
import { When } from "../parts/when.tsx";
import { useAlertText } from "../text/alert-text.ts";
import { useListText } from "../text/list-text.ts";
import { useTaskText } from "../text/task-text.ts";
import { TaskActions } from "./task-actions.tsx";
import { placeOf } from "./task-list.tsx";
import "../parts/desk-rows.css";

const parseTask = answerOf(taskDetailPart);

/** One task: what, where, whose, until when, and its next step. */
export function TaskPage({ id }: { id: string }) {
  const text = useTaskText();
  const list = useListText();
  const { refresh } = useDesk();
  const loaded = useLoaded(`/api/v1/tasks/${encodeURIComponent(id)}`, parseTask);
  useFresh(loaded.refresh);
  const back = { href: "/dlh/tugas", label: text.title };
  if (loaded.value === null) {
    const isUnknown =
      loaded.failure !== null &&
      (isRefusal(loaded.failure, "not-found") || isRefusal(loaded.failure, "invalid-input"));
    return (
      <>
        <PageHead title={isUnknown ? text.unknownTitle : text.title} back={back} />
        <LoadedView of={loaded}>{() => null}</LoadedView>
      </>
    );
  }
  const task = loaded.value;
  return (
    <>
      <PageHead title={list.taskKind[task.kind]} lead={placeOf(task)} back={back} />
      <p class="desk-state">
        <TaskStateBadge state={task.state} />
        {task.isOverdue && <span class="badge badge-alarm">{text.overdue}</span>}
        {task.isAwaitingSensor && <span class="badge badge-warn">{text.waiting}</span>}
      </p>
      {task.isAwaitingSensor && (
        <p class="status-line status-line-warn task-wait">{text.waitingText}</p>
      )}
      <TaskActions task={task} onChanged={refresh} />
      <TaskBody task={task} />
    </>
  );
}

function TaskBody({ task }: { task: TaskDetail }) {
  const text = useTaskText();
  const { language } = useLanguage();
  const place = useAlertText().mapTitle;
  const steps = task.story.map(({ step, at, by, note }) => ({
    words: text.steps[step],
    at,
    by: by ?? text.byProgram,
    note: noteText({ by, note }, language),
  }));
  // Scales have no public page.
  const hasStation = task.device !== null && task.kind !== "renew-tera";
  return (
    <div class="desk-columns">
      <div class="stack">
        <Section title={text.kind}>
          {task.note !== null && <p class="story-note">{task.note}</p>}
          <TaskFacts task={task} />
          <div class="actions">
            {task.alert !== null && (
              <a class="link-button" href={`/dlh/peringatan/${task.alert}`}>
                {text.openAlert}
              </a>
            )}
            {task.report !== null && (
              <a class="link-button" href={`/dlh/laporan/${task.report}`}>
                {text.openReport}
              </a>
            )}
            {hasStation && task.device !== null && (
              <a class="link-button" href={stationHref(task.device)}>
                {text.openStation}
              </a>
            )}
          </div>
        </Section>
        <PlaceLine title={place} lat={task.lat} lon={task.lon} />
      </div>
      <Story title={text.story} steps={steps} />
    </div>
  );
}

function TaskFacts({ task }: { task: TaskDetail }) {
  const text = useTaskText();
  const moment = (label: string, atMs: number | null): Fact[] =>
    atMs === null ? [] : [{ label, value: <When atMs={atMs} /> }];
  const facts: Fact[] = [
    { label: text.owner, value: task.owner?.name ?? text.nobody },
    { label: text.dueLabel, value: <When atMs={task.dueAt} /> },
    ...moment(text.created, task.createdAt),
    ...moment(text.startedAt, task.startedAt),
    ...moment(text.endedAt, task.endedAt),
  ];
  return <Facts facts={facts} />;
}
