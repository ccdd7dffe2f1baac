import { useState } from "preact/hooks";
import { FormDialog } from "../../controls/form-dialog.tsx";
import { usePost } from "../../controls/use-post.ts";
import type { TaskDetail } from "../edge/parse-tasks.ts";
import { TextAreaField } from "../parts/text-area-field.tsx";
import { useTaskText } from "../text/task-text.ts";

interface DoneDialogProps {
  task: TaskDetail;
  onDone: () => void;
  onClose: () => void;
}

/** A task is done: what was done, and what whoever reported it is told. */
export function DoneDialog({ task, onDone, onClose }: DoneDialogProps) {
  const text = useTaskText();
  const post = usePost(() => true);
  const [note, setNote] = useState("");
  const [answer, setAnswer] = useState("");
  const submit = async (): Promise<void> => {
    const said = {
      ...(note.trim() === "" ? {} : { note: note.trim() }),
      ...(answer.trim() === "" ? {} : { answer: answer.trim() }),
    };
    const sent = await post.send(`/api/v1/tasks/${task.id}/done`, said);
    if (sent?.ok) onDone();
  };
  return (
    <FormDialog
      id="done"
      title={text.finishTitle}
      submitLabel={text.finish}
      post={post}
      onSubmit={() => void submit()}
      onClose={onClose}
    >
      <TextAreaField
        id="done-note"
        label={text.finishNote}
        rule={text.finishNoteRule}
        isOptional
        value={note}
        onInput={setNote}
      />
      {task.report !== null && (
        <TextAreaField
          id="done-answer"
          label={text.finishAnswer}
          rule={text.finishAnswerRule}
          isOptional
          value={answer}
          onInput={setAnswer}
        />
      )}
    </FormDialog>
  );
}
