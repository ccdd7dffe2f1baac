import type { ComponentChildren } from "preact";
import type { Failure } from "../edge/request.ts";
import { Dialog } from "./dialog.tsx";
import { FailureLine } from "./failure-line.tsx";
import { useControlText } from "./text/use-control-text.ts";
import { useFirstWrong } from "./use-first-wrong.ts";

interface FormDialogProps {
  id: string;
  title: string;
  submitLabel: string;
  /** The write behind the form: whether it is under way, and why the last one failed. */
  post: { isSending: boolean; failure: Failure | null };
  onSubmit: () => void;
  onClose: () => void;
  children: ComponentChildren;
}

/**
 * A short form on a modal sheet, with what went wrong beside its button. A submit that marks fields
 * as wrong leads to the first of them.
 */
export function FormDialog(props: FormDialogProps) {
  const { id, title, submitLabel, post, onSubmit, onClose, children } = props;
  const text = useControlText();
  const wrong = useFirstWrong();
  return (
    <Dialog id={id} title={title} onClose={onClose}>
      <form
        class="dialog-body"
        noValidate
        ref={wrong.ref}
        onSubmit={(event) => {
          event.preventDefault();
          onSubmit();
          wrong.refused();
        }}
      >
        {children}
        <FailureLine failure={post.failure} />
        <div class="dialog-actions">
          <button class="button button-quiet" type="button" onClick={onClose}>
            {text.cancel}
          </button>
          <button class="button" type="submit" aria-disabled={post.isSending}>
            {post.isSending ? text.sending : submitLabel}
          </button>
        </div>
      </form>
    </Dialog>
  );
}
