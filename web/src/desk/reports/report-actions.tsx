import { useState } from "preact/hooks";
import type { ReportRow } from "../edge/parse-resident-reports.ts";
import { TASK_BY_REPORT } from "./task-by-report.ts";
import { usualDueMs } from "../parts/alert-words.ts";
import { WordsDialog } from "../parts/words-dialog.tsx";
import { TaskDialog } from "../tasks/task-dialog.tsx";
import { useListText } from "../text/list-text.ts";
import { useReportText } from "../text/report-text.ts";

interface ReportActionsProps {
  report: ReportRow;
  path: string;
  onChanged: () => void;
}

/** A report becomes a task, or it ends with words that its reporter reads. */
export function ReportActions({ report, path, onChanged }: ReportActionsProps) {
  const text = useReportText();
  const list = useListText();
  const [asked, ask] = useState<"task" | "decline" | "close" | null>(null);
  const isOver = report.state === "done" || report.state === "declined";
  const ends = {
    onDone() {
      ask(null);
      onChanged();
    },
    onClose: () => ask(null),
  };
  const words = { label: text.answer, rule: text.answerRule, missing: text.answerMissing };
  const kind = TASK_BY_REPORT[report.kind];
  return (
    <>
      <div class="desk-actions">
        {report.task !== null && (
          <a class="button button-quiet" href={`/dlh/tugas/${report.task}`}>
            {text.seeTask}
          </a>
        )}
        {!isOver && report.task === null && (
          <button class="button" type="button" onClick={() => ask("task")}>
            {text.makeTask}
          </button>
        )}
        {!isOver && (
          <>
            <button class="button button-quiet" type="button" onClick={() => ask("close")}>
              {text.close}
            </button>
            <button class="button button-quiet" type="button" onClick={() => ask("decline")}>
              {text.decline}
            </button>
          </>
        )}
      </div>
      {asked === "task" && (
        <TaskDialog
          kind={kind}
          dueMs={usualDueMs(report.kind === "burning" ? "high" : "warning", kind, Date.now())}
          about={{ report: report.id }}
          what={report.place === "" ? list.reportKind[report.kind] : report.place}
          {...ends}
        />
      )}
      {(asked === "decline" || asked === "close") && (
        <WordsDialog
          id={asked}
          title={asked === "decline" ? text.declineTitle : text.closeTitle}
          {...words}
          submitLabel={asked === "decline" ? text.decline : text.close}
          path={`${path}/${asked}`}
          field="answer"
          {...ends}
        />
      )}
    </>
  );
}
