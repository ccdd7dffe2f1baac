import { useState } from "preact/hooks";
import { FormDialog } from "../../controls/form-dialog.tsx";
import { LoadedView } from "../../controls/loaded.tsx";
import { SelectField } from "../../controls/select-field.tsx";
import { useLoaded } from "../../controls/use-loaded.ts";
import { usePost } from "../../controls/use-post.ts";
import { answerOf } from "../../edge/parts.ts";
import { peoplePart } from "../edge/parse-tasks.ts";

export const parsePeople = answerOf(peoplePart);
export const PEOPLE_PATH = "/api/v1/tasks/people";
const NOBODY = "";

interface PersonDialogProps {
  title: string;
  label: string;
  nobody: string;
  submitLabel: string;
  path: string;
  /** How the api calls it. */
  field: "owner" | "assignee";
  chosen: string | null;
  onDone: () => void;
  onClose: () => void;
}

/** Gives a task or an alert to a member of staff, or to nobody. */
export function PersonDialog(props: PersonDialogProps) {
  const { title, label, nobody, submitLabel, path, field, onDone, onClose } = props;
  const people = useLoaded(PEOPLE_PATH, parsePeople);
  const post = usePost(() => true);
  const [chosen, choose] = useState(props.chosen ?? NOBODY);
  // Somebody who works here no longer is not in the list, and the field would show nobody.
  const isThere = people.value?.people.some(({ id }) => id === chosen) === true;
  const submit = async (): Promise<void> => {
    // What nobody could choose is not sent.
    if (people.value === null) return;
    const answer = await post.send(path, { [field]: isThere ? chosen : null });
    if (answer?.ok) onDone();
  };
  return (
    <FormDialog
      id="person"
      title={title}
      submitLabel={submitLabel}
      post={post}
      onSubmit={() => void submit()}
      onClose={onClose}
    >
      <LoadedView of={people} level="h3">
        {(value) => (
          <SelectField
            id="person-choice"
            label={label}
            value={isThere ? chosen : NOBODY}
            choices={[
              { value: NOBODY, label: nobody },
              ...value.people.map(({ id, name }) => ({ value: id, label: name })),
            ]}
            onChange={choose}
          />
        )}
      </LoadedView>
    </FormDialog>
  );
}
