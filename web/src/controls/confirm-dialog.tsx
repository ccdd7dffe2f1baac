import type { ComponentChildren } from "preact";
import { useState } from "preact/hooks";
import type { Failure } from "../edge/request.ts";
import { Dialog } from "./dialog.tsx";
import { FailureLine } from "./failure-line.tsx";
import { useControlText } from "./text/use-control-text.ts";
import { TextField } from "./text-field.tsx";
import { useFirstWrong } from "./use-first-wrong.ts";

interface ConfirmDialogProps {
  id: string;
  title: string;
  /** What will happen, in plain words. */
  children?: ComponentChildren;
  confirmLabel: string;
  /** Where the usual word would be misread beside the other one. */
  cancelLabel?: string;
  isAlarming?: boolean;
  /** Asks for a reason and does not go on without one. */
  needsReason?: boolean;
  isSending: boolean;
  failure: Failure | null;
  /** The reason is empty where none is asked for. */
  onConfirm: (reason: string) => void;
  onClose: () => void;
}

/** Asks once more before something that cannot simply be taken back. */
export function ConfirmDialog(props: ConfirmDialogProps) {
  const { id, title, children, confirmLabel, needsReason, isSending, failure } = props;
  const text = useControlText();
  const [reason, setReason] = useState("");
  const [isMissing, setMissing] = useState(false);
  const wrong = useFirstWrong();
  const confirm = () => {
    const isWithout = needsReason === true && reason.trim() === "";
    setMissing(isWithout);
    if (!isWithout && !isSending) props.onConfirm(reason.trim());
  };
  return (
    <Dialog id={id} title={title} onClose={props.onClose}>
      <form
        class="dialog-body"
        noValidate
        ref={wrong.ref}
        onSubmit={(event) => {
          event.preventDefault();
          confirm();
          wrong.refused();
        }}
      >
        {children}
        {needsReason && (
          <TextField
            id={`${id}-reason`}
            label={text.reason}
            rule={text.reasonRule}
            value={reason}
            error={isMissing && reason.trim() === "" ? text.reasonMissing : undefined}
            onInput={setReason}
          />
        )}
        <FailureLine failure={failure} />
        <div class="dialog-actions">
          <button class="button button-quiet" type="button" onClick={props.onClose}>
            {props.cancelLabel ?? text.cancel}
          </button>
          <button
            class={props.isAlarming ? "button button-alarm" : "button"}
            type="submit"
            aria-disabled={isSending}
          >
            {isSending ? text.sending : confirmLabel}
          </button>
        </div>
      </form>
    </Dialog>
  );
}
