import { useNow } from "../../shell/now-context.tsx";
import { useLanguage } from "../../text/language-context.tsx";
import type { TaskRow } from "../edge/parse-tasks.ts";
import { DeskIcon } from "../frame/desk-icon.tsx";
import { TaskStateBadge } from "../parts/badges.tsx";
import { whenText } from "../parts/when-text.ts";
import { useListText } from "../text/list-text.ts";
import { useTaskText } from "../text/task-text.ts";

export function TaskList({ rows }: { rows: readonly TaskRow[] }) {
  const text = useTaskText();
  return (
    <ul class="rows panel" aria-label={text.title}>
      {rows.map((task) => (
        <TaskItem key={task.id} task={task} />
      ))}
    </ul>
  );
}

function TaskItem({ task }: { task: TaskRow }) {
  const text = useTaskText();
  const list = useListText();
  const { language } = useLanguage();
  const nowMs = useNow();
  const told = (atMs: number) => whenText(atMs, nowMs, language);
  return (
    <li>
      <a class="row-link desk-row" href={`/dlh/tugas/${task.id}`}>
        <span class="row-main">
          <span class="row-name">{list.taskKind[task.kind]}</span>
          <span class="desk-row-place">{placeOf(task)}</span>
          <span class="desk-row-note">
            {task.isOverdue && <span class="badge badge-alarm">{text.overdue}</span>}
            <TaskStateBadge state={task.state} />
            {task.isAwaitingSensor && <span class="badge badge-warn">{text.waiting}</span>}
            <span>
              {task.endedAt === null ? text.due(told(task.dueAt)) : text.ended(told(task.endedAt))}
            </span>
            <span>{task.owner?.name ?? text.nobody}</span>
          </span>
        </span>
        <DeskIcon name="forward" />
      </a>
    </li>
  );
}

/** Where a task is, or what it says where it is nowhere. */
export const placeOf = ({ deviceName, siteName, areaName, note }: TaskRow): string => {
  const place = [deviceName, siteName, areaName].filter((part) => part !== null);
  return place.length > 0 ? [...new Set(place)].join(" · ") : (note ?? "");
};
