import { noteText } from "@resik/contract/program-note";
import { Facts, PageHead, Section, type Fact } from "../../bank/desk-frame/page-parts.tsx";
import { answerOf } from "../../edge/parts.ts";
import { stationHref } from "../../route/route.ts";
import { taskDetailPart, type TaskDetail } from "../edge/parse-tasks.ts";
import { useDesk } from "../live/desk-context.tsx";
import { TaskStateBadge } from "../parts/badges.tsx";
import { DetailPage } from "../parts/detail-page.tsx";
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
  const back = { href: "/dlh/tugas", label: text.title };
  return (
    <DetailPage
      path={`/api/v1/tasks/${encodeURIComponent(id)}`}
      parse={parseTask}
      back={back}
      unknownTitle={text.unknownTitle}
    >
      {(task) => <TaskView task={task} back={back} />}
    </DetailPage>
  );
}

interface TaskViewProps {
  task: TaskDetail;
  back: { href: string; label: string };
}

function TaskView({ task, back }: TaskViewProps) {
  const text = useTaskText();
  const list = useListText();
  const { refresh } = useDesk();
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
            {task.device !== null && <DeviceLink device={task.device} kind={task.kind} />}
          </div>
        </Section>
        <PlaceLine title={place} lat={task.lat} lon={task.lon} />
      </div>
      <Story title={text.story} steps={steps} />
    </div>
  );
}

/** To the figures of what is measured there, or to the device itself where that is the matter. */
function DeviceLink({ device, kind }: { device: string; kind: TaskDetail["kind"] }) {
  const text = useTaskText();
  // Scales have no public page, and no task of these kinds is about one.
  const isMeasured = kind === "empty-bin" || kind === "check-burning";
  return (
    <a class="link-button" href={isMeasured ? stationHref(device) : `/dlh/perangkat/${device}`}>
      {isMeasured ? text.openStation : text.openDevice}
    </a>
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
