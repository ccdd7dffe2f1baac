import { useState } from "preact/hooks";
import { FailureLine } from "../../controls/failure-line.tsx";
import { usePost } from "../../controls/use-post.ts";
import type { AlertDetail } from "../edge/parse-alerts.ts";
import { useDesk } from "../live/desk-context.tsx";
import { usualDueMs, usualTaskKind } from "../parts/alert-words.ts";
import { PersonDialog } from "../parts/person-dialog.tsx";
import { WordsDialog } from "../parts/words-dialog.tsx";
import { TaskDialog } from "../tasks/task-dialog.tsx";
import { useAlertText } from "../text/alert-text.ts";
import { MuteDialog } from "./mute-dialog.tsx";

type Asked = "task" | "assign" | "note" | "resolve" | "mute";

interface AlertActionsProps {
  alert: AlertDetail;
  /** Something was done: the alert is not what it was. */
  onChanged: () => void;
}

/** What staff can do about an alert; the usual ones first. */
export function AlertActions({ alert, onChanged }: AlertActionsProps) {
  const text = useAlertText();
  const { isStaff } = useDesk();
  const [asked, ask] = useState<Asked | null>(null);
  const seen = usePost(() => true);
  const path = `/api/v1/alerts/${alert.id}`;
  const acknowledge = async (): Promise<void> => {
    const answer = await seen.send(`${path}/acknowledge`, {});
    if (answer?.ok) onChanged();
  };
  if (!isStaff) return <p class="quiet">{text.readOnly}</p>;
  const isOver = alert.state === "resolved";
  const quiet = (name: Asked, label: string) => (
    <button class="button button-quiet" type="button" onClick={() => ask(name)}>
      {label}
    </button>
  );
  return (
    <>
      <FailureLine failure={seen.failure} />
      <div class="desk-actions">
        {alert.state === "open" && (
          <button
            class="button"
            type="button"
            aria-disabled={seen.isSending}
            onClick={() => void acknowledge()}
          >
            {text.acknowledge}
          </button>
        )}
        {alert.task !== null ? (
          <a class="button button-quiet" href={`/dlh/tugas/${alert.task}`}>
            {text.seeTask}
          </a>
        ) : (
          !isOver && (
            <button
              class={alert.state === "open" ? "button button-quiet" : "button"}
              type="button"
              onClick={() => ask("task")}
            >
              {text.makeTask}
            </button>
          )
        )}
        {!isOver && quiet("assign", text.assign)}
        {quiet("note", text.addNote)}
        {!isOver && quiet("mute", text.mute)}
        {!isOver && quiet("resolve", text.resolve)}
      </div>
      <AskedDialog
        asked={asked}
        alert={alert}
        onDone={() => {
          ask(null);
          onChanged();
        }}
        onClose={() => ask(null)}
      />
    </>
  );
}

interface AskedDialogProps {
  asked: Asked | null;
  alert: AlertDetail;
  onDone: () => void;
  onClose: () => void;
}

function AskedDialog({ asked, alert, onDone, onClose }: AskedDialogProps) {
  const text = useAlertText();
  const { rules } = useDesk();
  const path = `/api/v1/alerts/${alert.id}`;
  const ends = { onDone, onClose };
  switch (asked) {
    case null:
      return null;
    case "task": {
      const kind = usualTaskKind(alert, rules);
      return (
        <TaskDialog
          kind={kind}
          dueMs={usualDueMs(alert.severity, kind, Date.now())}
          about={{ alert: alert.id }}
          what={alert.subjectName}
          {...ends}
        />
      );
    }
    case "assign":
      return (
        <PersonDialog
          title={text.assignTitle}
          label={text.assignee}
          nobody={text.nobody}
          submitLabel={text.save}
          path={`${path}/assign`}
          field="assignee"
          chosen={alert.assignee?.id ?? null}
          {...ends}
        />
      );
    case "note":
      return (
        <WordsDialog
          id="note"
          title={text.noteTitle}
          label={text.noteLabel}
          rule={text.noteRule}
          missing={text.noteMissing}
          submitLabel={text.save}
          path={`${path}/note`}
          field="note"
          {...ends}
        />
      );
    case "resolve":
      return (
        <WordsDialog
          id="resolve"
          title={text.resolveTitle}
          label={text.reason}
          rule={text.reasonRule}
          missing={text.reasonMissing}
          submitLabel={text.resolve}
          path={`${path}/resolve`}
          field="note"
          {...ends}
        >
          <p>{text.resolveText}</p>
        </WordsDialog>
      );
    case "mute":
      return <MuteDialog alert={alert} {...ends} />;
  }
}
