import { useState } from "preact/hooks";
import { DateField } from "../../controls/date-field.tsx";
import { FormDialog } from "../../controls/form-dialog.tsx";
import { SelectField } from "../../controls/select-field.tsx";
import { useLoaded } from "../../controls/use-loaded.ts";
import { fromInputText, toInputText } from "../../format/time.ts";
import { TASK_KINDS, type TaskKind } from "../edge/parse-tasks.ts";
import { useDesk } from "../live/desk-context.tsx";
import { parsePeople, PEOPLE_PATH } from "../parts/person-dialog.tsx";
import { TextAreaField } from "../parts/text-area-field.tsx";
import { useListText } from "../text/list-text.ts";
import { useTaskText } from "../text/task-text.ts";
import { useTaskMaker } from "./use-task-maker.ts";

interface TaskDialogProps {
  kind: TaskKind;
  dueMs: number;
  /** What it is made of; nothing for a task of one's own words. */
  about: { alert?: string; report?: string; device?: string; site?: string };
  /** The same for people. */
  what: string;
  onDone: (task: string) => void;
  onClose: () => void;
}

const NOBODY = "";

/** A task with all that can be said of it; what is usual is filled in. */
export function TaskDialog(props: TaskDialogProps) {
  const { about, what, onDone, onClose } = props;
  const text = useTaskText();
  const list = useListText();
  const { user } = useDesk();
  const maker = useTaskMaker();
  const [kind, setKind] = useState(props.kind);
  const [owner, setOwner] = useState(user.id);
  const [due, setDue] = useState(() => toInputText(props.dueMs));
  const [note, setNote] = useState("");
  const [isTried, setTried] = useState(false);
  const needsNote = Object.keys(about).length === 0;
  const dueMs = fromInputText(due);
  const isDueMissing = Number.isNaN(dueMs);
  const isNoteMissing = needsNote && note.trim() === "";
  const submit = async (): Promise<void> => {
    setTried(true);
    if (isDueMissing || isNoteMissing) return;
    const said = note.trim() === "" ? {} : { note: note.trim() };
    const id = await maker.make({
      kind,
      dueMs,
      what: what === "" ? note.trim() : what,
      owner: owner === NOBODY ? null : owner,
      ...about,
      ...said,
    });
    if (id !== null) onDone(id);
  };
  return (
    <FormDialog
      id="task"
      title={text.newTitle}
      submitLabel={text.make}
      post={maker}
      onSubmit={() => void submit()}
      onClose={onClose}
    >
      <SelectField
        id="task-kind"
        label={text.kind}
        value={kind}
        choices={TASK_KINDS.map((value) => ({ value, label: list.taskKind[value] }))}
        onChange={setKind}
      />
      <OwnerField owner={owner} onChange={setOwner} />
      <DateField
        id="task-due"
        type="datetime-local"
        label={text.dueLabel}
        value={due}
        error={isTried && isDueMissing ? text.dueMissing : undefined}
        onInput={setDue}
      />
      <TextAreaField
        id="task-note"
        label={text.note}
        rule={needsNote ? text.noteWhere : text.noteRule}
        isOptional={!needsNote}
        value={note}
        error={isTried && isNoteMissing ? text.noteNeeded : undefined}
        onInput={setNote}
      />
    </FormDialog>
  );
}

/** Oneself first, then nobody yet, then the colleagues. */
function OwnerField({ owner, onChange }: { owner: string; onChange: (id: string) => void }) {
  const text = useTaskText();
  const { user } = useDesk();
  const people = useLoaded(PEOPLE_PATH, parsePeople);
  const others = (people.value?.people ?? []).filter(({ id }) => id !== user.id);
  return (
    <SelectField
      id="task-owner"
      label={text.owner}
      value={owner}
      choices={[
        { value: user.id, label: `${user.name} (${text.mine.toLowerCase()})` },
        { value: NOBODY, label: text.nobody },
        ...others.map(({ id, name }) => ({ value: id, label: name })),
      ]}
      onChange={onChange}
    />
  );
}
