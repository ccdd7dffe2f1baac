import { useLocation } from "preact-iso/router";
import { useState } from "preact/hooks";
import { ConfirmDialog } from "../../controls/confirm-dialog.tsx";
import { SegmentField } from "../../controls/select-field.tsx";
import { useToast } from "../../controls/toast.tsx";
import { usePost } from "../../controls/use-post.ts";
import { useDesk } from "../live/desk-context.tsx";
import type { RuleView } from "./parse-alert-rules.ts";
import { useRulesText } from "./text/use-rules-text.ts";

const HOUR_MS = 3_600_000;
const HOURS = ["1", "8", "24", "168"] as const;

interface RuleEndsProps {
  rule: RuleView;
  onChanged: () => void;
}

/** To silence a rule for a while, to put it back as it came, or to delete one's own. */
export function RuleEnds({ rule, onChanged }: RuleEndsProps) {
  const text = useRulesText();
  const [asked, ask] = useState<"mute" | "end" | null>(null);
  const close = () => ask(null);
  const mayEnd = !rule.isBuiltIn || rule.isChanged;
  return (
    <div class="rules-actions">
      <button class="button button-quiet" type="button" onClick={() => ask("mute")}>
        {text.mutes.add}
      </button>
      {mayEnd && (
        <button class="button button-quiet" type="button" onClick={() => ask("end")}>
          {rule.isBuiltIn ? text.form.reset : text.form.remove}
        </button>
      )}
      {asked === "mute" && <MuteDialog rule={rule} onClose={close} />}
      {asked === "end" && <EndDialog rule={rule} onClose={close} onChanged={onChanged} />}
    </div>
  );
}

function MuteDialog({ rule, onClose }: { rule: RuleView; onClose: () => void }) {
  const text = useRulesText();
  const say = useToast();
  const desk = useDesk();
  const post = usePost(() => true);
  const [hours, setHours] = useState<(typeof HOURS)[number]>("8");
  // Kept while the dialog is open, so that sending it again is the same wish.
  const [openedMs] = useState(() => Date.now());
  const mute = async (reason: string): Promise<void> => {
    const until = new Date(openedMs + Number(hours) * HOUR_MS).toISOString();
    const fields = { rule: rule.id, site: null, device: null, until, reason };
    const answer = await post.send("/api/v1/alert-mutes", fields);
    if (answer?.ok !== true) return;
    say(text.mutes.added);
    desk.refresh();
    onClose();
  };
  return (
    <ConfirmDialog
      id="mute-rule"
      title={text.mutes.add}
      confirmLabel={text.mutes.add}
      needsReason
      isSending={post.isSending}
      failure={post.failure}
      onConfirm={(reason) => void mute(reason)}
      onClose={onClose}
    >
      <p>{text.mutes.addText}</p>
      <SegmentField
        id="mute-hours"
        label={text.mutes.duration}
        value={hours}
        choices={HOURS.map((value) => ({ value, label: text.mutes.durations[value] }))}
        onChange={setHours}
      />
    </ConfirmDialog>
  );
}

interface EndDialogProps {
  rule: RuleView;
  onClose: () => void;
  onChanged: () => void;
}

function EndDialog({ rule, onClose, onChanged }: EndDialogProps) {
  const { form } = useRulesText();
  const say = useToast();
  const { route } = useLocation();
  const desk = useDesk();
  const post = usePost(() => true);
  const end = async (): Promise<void> => {
    const step = rule.isBuiltIn ? "reset" : "delete";
    const answer = await post.send(`/api/v1/alert-rules/${rule.id}/${step}`, {});
    if (answer?.ok !== true) return;
    say(rule.isBuiltIn ? form.resetDone : form.removeDone);
    desk.refresh();
    onClose();
    if (rule.isBuiltIn) onChanged();
    else route("/dlh/aturan", true);
  };
  return (
    <ConfirmDialog
      id="end-rule"
      title={rule.isBuiltIn ? form.resetTitle : form.removeTitle}
      confirmLabel={rule.isBuiltIn ? form.reset : form.remove}
      isAlarming={!rule.isBuiltIn}
      isSending={post.isSending}
      failure={post.failure}
      onConfirm={() => void end()}
      onClose={onClose}
    >
      <p>{rule.isBuiltIn ? form.resetText : form.removeText}</p>
    </ConfirmDialog>
  );
}
