import { useState } from "preact/hooks";
import { DateField } from "../../controls/date-field.tsx";
import { FailureLine } from "../../controls/failure-line.tsx";
import { FormDialog } from "../../controls/form-dialog.tsx";
import { usePost } from "../../controls/use-post.ts";
import { fromInputText, toInputText } from "../../format/time.ts";
import type { TaskDetail } from "../edge/parse-tasks.ts";
import { useDesk } from "../live/desk-context.tsx";
import { PersonDialog } from "../parts/person-dialog.tsx";
import { WordsDialog } from "../parts/words-dialog.tsx";
import { useTaskText } from "../text/task-text.ts";
import { DoneDialog } from "./done-dialog.tsx";

type Asked = "done" | "cancel" | "reopen" | "assign" | "due" | "note";

interface TaskActionsProps {
  task: TaskDetail;
  onChanged: () => void;
}

/** What can be done with a task; the next step first. */
export function TaskActions({ task, onChanged }: TaskActionsProps) {
  const text = useTaskText();
  const { isStaff } = useDesk();
  const [asked, ask] = useState<Asked | null>(null);
  const post = usePost(() => true);
  if (!isStaff) return <p class="quiet">{text.readOnly}</p>;
  const isActive = task.state === "open" || task.state === "started";
  const start = async (): Promise<void> => {
    const answer = await post.send(`/api/v1/tasks/${task.id}/start`, {});
    if (answer?.ok) onChanged();
  };
  const button = (name: Asked, label: string, isMain = false) => (
    <button
      class={isMain ? "button" : "button button-quiet"}
      type="button"
      onClick={() => ask(name)}
    >
      {label}
    </button>
  );
  return (
    <>
      <FailureLine failure={post.failure} />
      <div class="desk-actions">
        {task.state === "open" && (
          <button
            class="button"
            type="button"
            aria-disabled={post.isSending}
            onClick={() => void start()}
          >
            {text.start}
          </button>
        )}
        {isActive && button("done", text.finish, task.state === "started")}
        {isActive && button("assign", text.assign)}
        {isActive && button("due", text.changeDue)}
        {button("note", text.addNote)}
        {isActive ? button("cancel", text.cancel) : button("reopen", text.reopen)}
      </div>
      <AskedDialog
        asked={asked}
        task={task}
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
  task: TaskDetail;
  onDone: () => void;
  onClose: () => void;
}

function AskedDialog({ asked, task, onDone, onClose }: AskedDialogProps) {
  const text = useTaskText();
  const path = `/api/v1/tasks/${task.id}`;
  const ends = { onDone, onClose };
  const reason = { label: text.reason, rule: text.reasonRule, missing: text.reasonMissing };
  switch (asked) {
    case null:
      return null;
    case "done":
      return <DoneDialog task={task} {...ends} />;
    case "cancel":
      return (
        <WordsDialog
          id="cancel"
          title={text.cancelTitle}
          {...reason}
          submitLabel={text.cancel}
          path={`${path}/cancel`}
          field="note"
          {...ends}
        />
      );
    case "reopen":
      return (
        <WordsDialog
          id="reopen"
          title={text.reopenTitle}
          {...reason}
          submitLabel={text.reopen}
          path={`${path}/reopen`}
          field="note"
          {...ends}
        />
      );
    case "assign":
      return (
        <PersonDialog
          title={text.assignTitle}
          label={text.owner}
          nobody={text.nobody}
          submitLabel={text.save}
          path={`${path}/assign`}
          field="owner"
          chosen={task.owner?.id ?? null}
          {...ends}
        />
      );
    case "due":
      return <DueDialog task={task} {...ends} />;
    case "note":
      return (
        <WordsDialog
          id="note"
          title={text.noteTitle}
          label={text.noteTitle}
          rule={text.reasonRule}
          missing={text.noteMissing}
          submitLabel={text.save}
          path={`${path}/note`}
          field="note"
          {...ends}
        />
      );
  }
}

function DueDialog({ task, onDone, onClose }: Omit<AskedDialogProps, "asked">) {
  const text = useTaskText();
  const post = usePost(() => true);
  const [due, setDue] = useState(() => toInputText(task.dueAt));
  const [isTried, setTried] = useState(false);
  const dueMs = fromInputText(due);
  const submit = async (): Promise<void> => {
    setTried(true);
    if (Number.isNaN(dueMs)) return;
    const body = { dueAt: new Date(dueMs).toISOString() };
    const answer = await post.send(`/api/v1/tasks/${task.id}/due`, body);
    if (answer?.ok) onDone();
  };
  return (
    <FormDialog
      id="due"
      title={text.dueTitle}
      submitLabel={text.save}
      post={post}
      onSubmit={() => void submit()}
      onClose={onClose}
    >
      <DateField
        id="due-at"
        type="datetime-local"
        label={text.dueLabel}
        value={due}
        error={isTried && Number.isNaN(dueMs) ? text.dueMissing : undefined}
        onInput={setDue}
      />
    </FormDialog>
  );
}
