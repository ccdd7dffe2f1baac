import { ConfirmDialog } from "../../controls/confirm-dialog.tsx";
import { useMeText } from "../text/use-me-text.ts";

interface UnsentDialogProps {
  count: number;
  isLeaving: boolean;
  onDiscard: () => void;
  onClose: () => void;
}

/** Asks whoever signs out about reports that nobody but this phone has. */
export function UnsentDialog({ count, isLeaving, onDiscard, onClose }: UnsentDialogProps) {
  const { sessions } = useMeText();
  return (
    <ConfirmDialog
      id="unsent-reports"
      title={sessions.unsentTitle}
      confirmLabel={sessions.unsentDiscard}
      cancelLabel={sessions.unsentStay}
      isAlarming
      isSending={isLeaving}
      failure={null}
      onConfirm={onDiscard}
      onClose={onClose}
    >
      <p>{sessions.unsentText(count)}</p>
      <p>
        <a class="link-button" href="/saya/laporan">
          {sessions.unsentSend}
        </a>
      </p>
    </ConfirmDialog>
  );
}
