import { useState } from "preact/hooks";
import { FormDialog } from "../controls/form-dialog.tsx";
import { TextField } from "../controls/text-field.tsx";
import { usePost } from "../controls/use-post.ts";
import { useAgencyText } from "./text/use-agency-text.ts";

interface ReturnDialogProps {
  path: string;
  onDecided: () => void;
  onClose: () => void;
}

/** A report is not given back without saying what is to be mended. */
export function ReturnDialog({ path, onDecided, onClose }: ReturnDialogProps) {
  const agency = useAgencyText();
  const post = usePost(() => true);
  const [note, setNote] = useState("");
  const [isMissing, setMissing] = useState(false);
  const giveBack = async (): Promise<void> => {
    setMissing(note.trim() === "");
    if (note.trim() === "") return;
    const answer = await post.send(path, { note: note.trim() });
    if (answer?.ok) onDecided();
  };
  return (
    <FormDialog
      id="return"
      title={agency.returnTitle}
      submitLabel={agency.giveBack}
      post={post}
      onSubmit={() => void giveBack()}
      onClose={onClose}
    >
      <TextField
        id="return-note"
        label={agency.note}
        rule={agency.noteRule}
        value={note}
        error={isMissing && note.trim() === "" ? agency.noteMissing : undefined}
        onInput={setNote}
      />
    </FormDialog>
  );
}
