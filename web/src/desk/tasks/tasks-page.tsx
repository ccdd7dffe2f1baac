import { useLocation } from "preact-iso/router";
import { useState } from "preact/hooks";
import { PageHead } from "../../bank/desk-frame/page-parts.tsx";
import { PagedList } from "../../controls/paged-list.tsx";
import { SegmentField } from "../../controls/select-field.tsx";
import { usePages } from "../../controls/use-pages.ts";
import { isOneOf } from "../../edge/shape.ts";
import { Notice } from "../../shell/notice.tsx";
import { taskPart } from "../edge/parse-tasks.ts";
import { useDesk } from "../live/desk-context.tsx";
import { FIRST_PAGE_ROWS } from "../live/first-page.ts";
import { useFreshPages } from "../live/use-fresh-pages.ts";
import { ListChanged } from "../parts/list-changed.tsx";
import { useTaskText } from "../text/task-text.ts";
import { TaskDialog } from "./task-dialog.tsx";
import { TaskList } from "./task-list.tsx";
import "../parts/desk-rows.css";

const WHOSE = ["me", "all"] as const;
const STATES = ["active", "done", "cancelled"] as const;
const HOUR_MS = 3_600_000;

interface TaskFilter {
  whose: (typeof WHOSE)[number];
  state: (typeof STATES)[number];
}

function readFilter(query: string, isStaff: boolean): TaskFilter {
  const read = new URLSearchParams(query);
  const whose = read.get("milik");
  const state = read.get("keadaan");
  return {
    // Operators own no tasks: theirs are those of their sites.
    whose: isOneOf(WHOSE, whose) ? whose : isStaff ? "me" : "all",
    state: isOneOf(STATES, state) ? state : "active",
  };
}

/** What is to be done, by whom and until when. */
export function TasksPage() {
  const text = useTaskText();
  const { isStaff } = useDesk();
  const { url, route } = useLocation();
  const filter = readFilter(url.split("?")[1] ?? "", isStaff);
  const owner = filter.whose === "me" ? "&owner=me" : "";
  const pages = usePages(
    `/api/v1/tasks?state=${filter.state}${owner}&limit=${FIRST_PAGE_ROWS}`,
    taskPart,
  );
  const hasChanged = useFreshPages(pages);
  const [isMaking, setMaking] = useState(false);
  const choose = (change: Partial<TaskFilter>): void => {
    const { whose, state } = { ...filter, ...change };
    route(`/dlh/tugas?milik=${whose}&keadaan=${state}`, true);
  };
  return (
    <>
      <PageHead title={text.title} lead={text.lead}>
        {isStaff && (
          <button class="button" type="button" onClick={() => setMaking(true)}>
            {text.newTask}
          </button>
        )}
      </PageHead>
      <FilterRow filter={filter} choose={choose} />
      <ListChanged hasChanged={hasChanged} onReload={pages.refresh} />
      <PagedList of={pages} empty={<NoTasks filter={filter} />}>
        {(rows) => <TaskList rows={rows} />}
      </PagedList>
      {isMaking && (
        <TaskDialog
          kind="other"
          dueMs={Math.ceil((Date.now() + 24 * HOUR_MS) / HOUR_MS) * HOUR_MS}
          about={{}}
          what=""
          onDone={(id) => route(`/dlh/tugas/${id}`)}
          onClose={() => setMaking(false)}
        />
      )}
    </>
  );
}

interface FilterRowProps {
  filter: TaskFilter;
  choose: (change: Partial<TaskFilter>) => void;
}

function FilterRow({ filter, choose }: FilterRowProps) {
  const text = useTaskText();
  const { isStaff } = useDesk();
  return (
    <div class="desk-filters">
      {isStaff && (
        <SegmentField
          id="whose"
          label={text.whose}
          value={filter.whose}
          choices={[
            { value: "me", label: text.mine },
            { value: "all", label: text.everybody },
          ]}
          onChange={(whose) => choose({ whose })}
        />
      )}
      <SegmentField
        id="state"
        label={text.which}
        value={filter.state}
        choices={STATES.map((value) => ({ value, label: text[value] }))}
        onChange={(state) => choose({ state })}
      />
    </div>
  );
}

function NoTasks({ filter }: { filter: TaskFilter }) {
  const text = useTaskText();
  if (filter.state !== "active") {
    return <Notice icon="check" title={text.noneTitle} text={text.noneEndedText} />;
  }
  const words = filter.whose === "me" ? text.noneMineText : text.noneText;
  return <Notice icon="check" title={text.noneTitle} text={words} />;
}
