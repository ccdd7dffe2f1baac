import { useState } from "preact/hooks";
import { Dialog } from "../controls/dialog.tsx";
import { FailureLine } from "../controls/failure-line.tsx";
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
    <Dialog id="return" title={agency.returnTitle} onClose={onClose}>
      <form
        class="dialog-body"
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          void giveBack();
        }}
      >
        <TextField
          id="return-note"
          label={agency.note}
          rule={agency.noteRule}
          value={note}
          error={isMissing && note.trim() === "" ? agency.noteMissing : undefined}
          onInput={setNote}
        />
        <FailureLine failure={post.failure} />
        <div class="dialog-actions">
          <button class="button button-quiet" type="button" onClick={onClose}>
            {agency.cancel}
          </button>
          <button class="button" type="submit" aria-disabled={post.isSending}>
            {post.isSending ? agency.sending : agency.giveBack}
          </button>
        </div>
      </form>
    </Dialog>
  );
}
