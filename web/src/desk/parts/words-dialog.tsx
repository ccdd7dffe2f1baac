import type { ComponentChildren } from "preact";
import { useState } from "preact/hooks";
import { FormDialog } from "../../controls/form-dialog.tsx";
import { usePost } from "../../controls/use-post.ts";
import { TextAreaField } from "./text-area-field.tsx";

interface WordsDialogProps {
  id: string;
  title: string;
  label: string;
  rule: string;
  /** Said when nothing was written. */
  missing: string;
  submitLabel: string;
  path: string;
  /** How the api calls them. */
  field: "note" | "answer";
  children?: ComponentChildren;
  onDone: () => void;
  onClose: () => void;
}

/** Does something to a task, an alert or a report with words of one's own. */
export function WordsDialog(props: WordsDialogProps) {
  const { id, title, label, rule, missing, submitLabel, path, field, children } = props;
  const post = usePost(() => true);
  const [words, setWords] = useState("");
  const [isMissing, setMissing] = useState(false);
  const submit = async (): Promise<void> => {
    const said = words.trim();
    setMissing(said === "");
    if (said === "") return;
    const answer = await post.send(path, { [field]: said });
    if (answer?.ok) props.onDone();
  };
  return (
    <FormDialog
      id={id}
      title={title}
      submitLabel={submitLabel}
      post={post}
      onSubmit={() => void submit()}
      onClose={props.onClose}
    >
      {children}
      <TextAreaField
        id={`${id}-words`}
        label={label}
        rule={rule}
        value={words}
        error={isMissing && words.trim() === "" ? missing : undefined}
        onInput={setWords}
      />
    </FormDialog>
  );
}
