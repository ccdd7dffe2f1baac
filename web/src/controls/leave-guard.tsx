import { useLocation } from "preact-iso/router";
import { ConfirmDialog } from "./confirm-dialog.tsx";
import { useControlText } from "./text/use-control-text.ts";
import { useLeaveGuard } from "./use-leave-guard.ts";

export interface LeaveWords {
  title: string;
  text: string;
  stay: string;
  leave: string;
}

interface LeaveGuardProps {
  /** Whether something would be lost now. */
  isOn: boolean;
  /** Where those who went back and mean it are led. */
  back: string;
  /** What would be lost; what was typed in a form, where nothing else is said. */
  words?: LeaveWords | undefined;
}

/**
 * Asks whoever leaves the page before something is lost. It stands once on a page and never inside
 * of a form, for its dialog is one.
 */
export function LeaveGuard({ isOn, back, words }: LeaveGuardProps) {
  const text = useControlText();
  const { route } = useLocation();
  const { wanted, forget } = useLeaveGuard(isOn);
  // What was to be lost may have been saved, or shown, while it was asked about.
  if (wanted === null || !isOn) return null;
  const { title, text: what, stay, leave } = words ?? text.leave;
  return (
    <ConfirmDialog
      id="leave"
      title={title}
      confirmLabel={leave}
      cancelLabel={stay}
      isAlarming
      isSending={false}
      failure={null}
      onConfirm={() => {
        forget();
        route(wanted === "back" ? back : wanted);
      }}
      onClose={forget}
    >
      <p>{what}</p>
    </ConfirmDialog>
  );
}
