import { useState } from "preact/hooks";
import { FormDialog } from "../../controls/form-dialog.tsx";
import { SegmentField } from "../../controls/select-field.tsx";
import { TextField } from "../../controls/text-field.tsx";
import { useToast } from "../../controls/toast.tsx";
import { usePost } from "../../controls/use-post.ts";
import { formatMoment } from "../../format/time.ts";
import { useLanguage } from "../../text/language-context.tsx";
import { useDevicesText } from "./text/use-devices-text.ts";

const HOUR_MS = 3_600_000;
const HOURS = ["1", "8", "24", "168"] as const;
const REASON_MAX = 200;

/** Keeps every rule quiet about one device for a while. */
export function MuteDialog({ id, onClose }: { id: string; onClose: () => void }) {
  const { mute: text } = useDevicesText();
  const { language } = useLanguage();
  const say = useToast();
  const post = usePost(() => true);
  const [hours, setHours] = useState<(typeof HOURS)[number]>("8");
  const [reason, setReason] = useState("");
  const [isTried, setTried] = useState(false);
  // Kept while the dialog is open, so that sending it again is the same wish.
  const [openedMs] = useState(() => Date.now());
  const submit = async (): Promise<void> => {
    setTried(true);
    if (reason.trim() === "") return;
    const untilMs = openedMs + Number(hours) * HOUR_MS;
    const until = new Date(untilMs).toISOString();
    const mute = { rule: null, site: null, device: id, until, reason: reason.trim() };
    const answer = await post.send("/api/v1/alert-mutes", mute);
    if (answer?.ok !== true) return;
    say(text.done(formatMoment(untilMs, language)));
    onClose();
  };
  return (
    <FormDialog
      id="mute-device"
      title={text.title}
      submitLabel={text.submit}
      post={post}
      onSubmit={() => void submit()}
      onClose={onClose}
    >
      <p>{text.text}</p>
      <SegmentField
        id="mute-hours"
        label={text.duration}
        value={hours}
        choices={HOURS.map((value) => ({ value, label: text.durations[value] }))}
        onChange={setHours}
      />
      <TextField
        id="mute-reason"
        label={text.reason}
        rule={text.reasonRule}
        value={reason}
        maxLength={REASON_MAX}
        error={isTried && reason.trim() === "" ? text.reasonMissing : undefined}
        onInput={setReason}
      />
    </FormDialog>
  );
}
